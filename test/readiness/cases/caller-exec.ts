import type { Decision } from '../../../src/aws/api/identity.ts';
import type { Facts } from '../../../src/readiness/model/facts.ts';
import { callerMay, denied, known, place } from '../world.ts';
import type { Cases } from './case.ts';

const PLAIN = { policies: [], missing: [], allowedByBoundary: undefined };

function may(
  cluster: Decision['decision'],
  task: Decision['decision'],
  change: Partial<Decision> = {},
): Partial<Facts> {
  const resources = [
    { resource: place.clusterArn, decision: cluster, ...PLAIN },
    { resource: place.taskArn, decision: task, ...PLAIN },
  ];
  return { callerPermissions: callerMay({ 'ecs:ExecuteCommand': { decision: 'implicitDeny', resources, ...change } }) };
}

export const cases: Cases = {
  never: { warn: 'An action is allowed or is not.', 'not-needed': 'Exec always needs it.' },
  list: [
    {
      name: 'allowed on both',
      state: 'pass',
      says: /^You are allowed ecs:ExecuteCommand on the cluster and the task\.$/,
    },
    {
      name: 'allowed on the task alone',
      facts: may('implicitDeny', 'allowed'),
      state: 'fail',
      says: /on the task, but not on cluster "shop"\. Both are needed\.$/,
      mends: ['text'],
      mending: /arn:aws:ecs:eu-central-1:111122223333:cluster\/shop.*:task\/shop\/\*/,
    },
    {
      name: 'allowed on the cluster alone',
      facts: may('allowed', 'implicitDeny'),
      state: 'fail',
      says: /on cluster "shop", but not on the task\. Both are needed\.$/,
      mends: ['text'],
    },
    {
      name: 'allowed on neither',
      facts: may('explicitDeny', 'explicitDeny', { decision: 'explicitDeny', policies: ['no-exec'] }),
      state: 'fail',
      says: /on cluster "shop" and its tasks\.$/,
      mends: ['text'],
      evidence: { 'Denied by': 'a policy that denies it', 'By policy': 'no-exec' },
    },
    {
      name: 'denied by the organization',
      facts: may('implicitDeny', 'implicitDeny', { allowedByOrganization: false }),
      state: 'fail',
      says: /not allowed/,
      mends: ['text'],
      evidence: { 'Denied by': 'a service control policy of the organization' },
    },
    {
      name: 'a condition is not known',
      facts: may('implicitDeny', 'implicitDeny', { missing: ['aws:ResourceTag/team'] }),
      state: 'unknown',
      says: /because your policies depend on aws:ResourceTag\/team/,
    },
    {
      name: 'a condition on one of them is not known',
      facts: {
        callerPermissions: callerMay({
          'ecs:ExecuteCommand': {
            decision: 'implicitDeny',
            resources: [
              { ...PLAIN, resource: place.clusterArn, decision: 'allowed' },
              { ...PLAIN, resource: place.taskArn, decision: 'implicitDeny', missing: ['aws:ResourceTag/team'] },
            ],
          },
        }),
      },
      state: 'unknown',
      says: /because your policies depend on aws:ResourceTag\/team/,
    },
    {
      name: 'IAM did not answer',
      facts: { callerPermissions: known([]) },
      state: 'unknown',
      says: /did not answer about ecs:ExecuteCommand/,
      permissions: ['iam:SimulatePrincipalPolicy'],
    },
    {
      name: 'IAM may not be asked',
      facts: { callerPermissions: denied('iam:SimulatePrincipalPolicy') },
      state: 'unknown',
      says: /not allowed iam:SimulatePrincipalPolicy/,
      permissions: ['iam:SimulatePrincipalPolicy'],
    },
  ],
};
