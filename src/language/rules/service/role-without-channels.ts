import { sentence } from '../../../text.ts';
import { CHANNELS } from '../../documents/policy/channels.ts';
import type { Role } from '../../documents/role.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

/**
 * "The ECS Exec feature requires a task IAM role to grant containers the permissions needed for communication between
 * the managed SSM agent and the SSM service": the four actions of ssmmessages.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions
 */
export const roleWithoutChannels = defineRule({
  id: 'service/role-without-channels',
  on: 'service',
  messages: {
    none: {
      severity: 'warning',
      text: 'ECS Exec is on, but task role "{role}" has none of the four permissions that the exec agent needs.',
    },
  },
  check({ service, taskRole, report }) {
    const exec = service.value.get('enableExecuteCommand');
    if (exec.is(true) && taskRole?.hasNoChannel === true) {
      report({ at: exec, message: 'none', values: { role: taskRole.address }, fixes: attach(taskRole, exec) });
    }
  },
});

/** A policy with the four permissions, and nothing else; in another file, nothing is written. */
function attach({ value, attach: write }: Role, exec: Value): readonly Remedy[] {
  if (write === undefined || value.source !== exec.source) {
    return [];
  }
  return [
    {
      title: sentence('Allow the four actions in a policy of the task role'),
      safe: false,
      changes: () => [
        write('ecs-exec', {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: CHANNELS, Resource: '*' }],
        }),
      ],
    },
  ];
}
