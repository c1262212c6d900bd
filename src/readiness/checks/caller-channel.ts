import { sentence } from '../../text.ts';
import { callerMay } from '../judging/caller-access.ts';
import type { Check } from '../model/check.ts';

/**
 * Whoever asks for a session opens its channel with a signed request. Policies that allow that only for sessions named
 * after the user shut exec out, whose sessions are named `ecs-execute-command-…`.
 */
export const callerChannel: Check<'callerPermissions'> = {
  id: 'caller-channel',
  title: sentence('Your permission for session channels'),
  needs: ['callerPermissions'],
  judge: ({ callerPermissions }) =>
    callerMay(callerPermissions, {
      action: 'ssmmessages:OpenDataChannel',
      grants: [{ actions: ['ssmmessages:OpenDataChannel'], resource: '*' }],
      allowed: sentence('You are allowed ssmmessages:OpenDataChannel.'),
      denied: sentence('You are not allowed ssmmessages:OpenDataChannel on sessions of ECS Exec.'),
    }),
};
