import { sentence } from '../../text.ts';
import { accessTo } from '../judging/access.ts';
import { CHANNELS } from '../judging/channels.ts';
import { couldNotTell, judged, unclear } from '../judging/judgement.ts';
import { roleName } from '../judging/policy-text.ts';
import { allowedEvidence, withoutAccess } from '../judging/role-access.ts';
import type { Check } from '../model/check.ts';

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html */
export const rolePermissions: Check<'taskRole' | 'rolePermissions'> = {
  id: 'role-permissions',
  title: sentence('Permissions of the task role'),
  needs: ['taskRole', 'rolePermissions'],
  judge({ taskRole, rolePermissions: decisions }) {
    if (taskRole.state === 'unknown') {
      return couldNotTell(decisions.state === 'unknown' ? [taskRole, decisions] : [taskRole]);
    }
    const role = taskRole.value;
    if (role === undefined) {
      return unclear(sentence('because the task does not have a role'));
    }
    if (decisions.state === 'unknown') {
      return couldNotTell([decisions]);
    }
    const need = { grants: [{ actions: CHANNELS, resource: '*' }], purpose: sentence('ECS Exec') };
    return (
      withoutAccess(role.arn, need, accessTo(CHANNELS, decisions.value)) ??
      judged('pass', sentence('Role "{0}" may open channels to Session Manager.', roleName(role.arn)), {
        evidence: allowedEvidence(decisions.value, CHANNELS),
      })
    );
  },
};
