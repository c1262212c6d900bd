import type { Facts } from '../../../src/readiness/model/facts.ts';
import { denied, known, ROLE, taskRole } from '../world.ts';
import type { Cases } from './case.ts';

function trusting(...statements: readonly object[]): Partial<Facts> {
  return { taskRole: taskRole({}, JSON.stringify({ Version: '2012-10-17', Statement: statements })) };
}

const ecs = { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' };

export const cases: Cases = {
  never: { warn: 'A role lets tasks use it or does not.' },
  list: [
    { name: 'it trusts ECS tasks', state: 'pass', says: /^Role "web-task" lets ecs-tasks\.amazonaws\.com use it\.$/ },
    {
      name: 'it trusts another service',
      facts: trusting({ ...ecs, Principal: { Service: 'ecs.amazonaws.com' } }),
      state: 'fail',
      says: /does not name ecs-tasks\.amazonaws\.com/,
      mends: ['correct-trust', 'console'],
      evidence: { 'It trusts': 'ecs.amazonaws.com' },
      mending: /aws:SourceAccount/,
    },
    {
      name: 'its conditions are for another account',
      facts: trusting({ ...ecs, Condition: { StringEquals: { 'aws:SourceAccount': '999999999999' } } }),
      state: 'fail',
      says: /exclude the tasks of this cluster/,
      mends: ['correct-trust', 'console'],
      evidence: { 'It trusts, by its conditions': '999999999999' },
      mending: /111122223333/,
    },
    {
      name: 'it denies ECS tasks',
      facts: trusting(ecs, { ...ecs, Effect: 'Deny' }),
      state: 'fail',
      says: /denies ecs-tasks/,
      mends: ['console'],
    },
    {
      name: 'it depends on what is not known',
      facts: trusting({ ...ecs, Condition: { StringEquals: { 'aws:PrincipalTag/team': 'shop' } } }),
      state: 'unknown',
      says: /depends on what is not known/,
      mends: ['console'],
    },
    {
      name: 'the task uses the role of its instance',
      facts: { taskRole: taskRole({ from: 'instance-profile' }) },
      state: 'not-needed',
      says: /the role of its EC2 instance/,
    },
    { name: 'there is no role', facts: { taskRole: known(undefined) }, state: 'unknown', says: /does not have a role/ },
    {
      name: 'IAM tells no policy',
      facts: {
        taskRole: taskRole({
          description: known({
            arn: ROLE,
            name: 'web-task',
            trustPolicy: undefined,
            permissionsBoundaryArn: undefined,
          }),
        }),
      },
      state: 'unknown',
      says: /does not tell the trust policy/,
    },
    {
      name: 'IAM may not be asked',
      facts: { taskRole: taskRole({ description: denied('iam:GetRole') }) },
      state: 'unknown',
      says: /not allowed iam:GetRole/,
      permissions: ['iam:GetRole'],
    },
    {
      name: 'the role is not known',
      facts: { taskRole: denied('iam:GetInstanceProfile') },
      state: 'unknown',
      says: /iam:GetInstanceProfile/,
      permissions: ['iam:GetInstanceProfile'],
    },
  ],
};
