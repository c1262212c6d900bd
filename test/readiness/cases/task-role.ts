import { definition, denied, known, ROLE, task, taskRole } from '../world.ts';
import type { Cases } from './case.ts';

const none = { taskRole: known(undefined), taskDefinition: definition({ taskRoleArn: undefined }) };

export const cases: Cases = {
  never: { warn: 'A task has a role or does not.', 'not-needed': 'Exec always needs a role.' },
  list: [
    {
      name: 'one of the task definition',
      state: 'pass',
      says: /^The task has role "web-task", which the task definition names\.$/,
      evidence: { Role: ROLE },
    },
    {
      name: 'one of an override',
      facts: { taskRole: taskRole({ from: 'override' }) },
      state: 'pass',
      says: /overrides/,
    },
    {
      name: 'one that IAM may not be asked about',
      facts: { taskRole: taskRole({ description: denied('iam:GetRole') }) },
      state: 'pass',
      says: /web-task/,
    },
    {
      name: 'one that is deleted',
      facts: { taskRole: taskRole({ from: 'instance-profile', description: known(undefined) }) },
      state: 'fail',
      says: /^Role "web-task", which the instance profile of the EC2 instance names, does not exist\.$/,
      mends: ['console'],
    },
    {
      name: 'none on Fargate',
      facts: none,
      state: 'fail',
      says: /^Task 01234567 does not have a task role, which ECS Exec needs on Fargate\.$/,
      mends: ['task-definition', 'text'],
      mending: /ecs-tasks\.amazonaws\.com.*ssmmessages:CreateControlChannel/,
    },
    {
      name: 'none on EC2',
      facts: { ...none, task: task({ launchType: 'EC2' }) },
      state: 'fail',
      says: /^Neither task 01234567 nor its EC2 instance has a role/,
      mends: ['task-definition', 'text'],
    },
    {
      name: 'none elsewhere',
      facts: { ...none, task: task({ launchType: 'EXTERNAL' }), taskDefinition: denied('ecs:DescribeTaskDefinition') },
      state: 'unknown',
      says: /AWS does not say/,
      mends: ['text'],
    },
    {
      name: 'none of a task that is gone',
      facts: { ...none, task: known(undefined) },
      state: 'unknown',
      says: /no longer knows/,
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
