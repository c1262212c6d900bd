import { definition, denied, known, task } from '../world.ts';
import type { Cases } from './case.ts';

const fargate = (container: object, change: object = {}): { taskDefinition: ReturnType<typeof definition> } => ({
  taskDefinition: definition(change, container),
});

export const cases: Cases = {
  never: { 'not-needed': 'Each task has a task definition.' },
  list: [
    { name: 'nothing is wrong', state: 'pass', says: /^No rule on ECS Exec objects to task definition web:12\.$/ },
    {
      name: 'a read-only root file system',
      facts: fargate({ readonlyRootFilesystem: true }),
      state: 'fail',
      says: /^Task definition web:12: The root file system of container "web" is read-only/,
      mends: ['task-definition'],
      mending: /"definition":"web:12","rule":"exec\/readonly-root-filesystem"/,
    },
    {
      name: 'one of another container',
      facts: fargate(
        {},
        {
          containerDefinitions: [
            { name: 'web', image: 'nginx' },
            { name: 'worker', image: 'nginx', readonlyRootFilesystem: true },
          ],
        },
      ),
      state: 'pass',
      says: /No rule/,
    },
    {
      name: 'what fails comes before what may',
      facts: fargate({
        readonlyRootFilesystem: true,
        environment: [{ name: 'AWS_ACCESS_KEY_ID', value: 'hidden-value' }],
      }),
      state: 'fail',
      says: /read-only/,
      mends: ['task-definition', 'task-definition'],
    },
    {
      name: 'an access key in the environment',
      facts: fargate({ environment: [{ name: 'AWS_ACCESS_KEY_ID', value: 'hidden-value' }] }),
      state: 'warn',
      mayFail: true,
      says: /AWS_ACCESS_KEY_ID, not the task role/,
      mends: ['task-definition'],
    },
    {
      name: 'a proxy that is not bypassed',
      facts: fargate({ environment: [{ name: 'HTTPS_PROXY', value: 'http://proxy.example' }] }),
      state: 'fail',
      says: /169\.254\.170\.2/,
      mends: ['task-definition'],
    },
    {
      name: 'a proxy that the task was started to bypass',
      facts: {
        ...fargate({ environment: [{ name: 'HTTPS_PROXY', value: 'http://proxy.example' }] }),
        task: task({
          overrides: {
            containerOverrides: [
              { name: 'web', environment: [{ name: 'NO_PROXY', value: '169.254.169.254,169.254.170.2' }] },
            ],
          },
        }),
      },
      state: 'pass',
      says: /No rule/,
    },
    {
      name: 'an image without anything to exec',
      facts: {
        taskDefinition: definition({}, { image: 'mcr.microsoft.com/windows/nanoserver:ltsc2022' }),
        task: task({ platformFamily: 'WINDOWS_SERVER_2022_CORE' }),
      },
      state: 'warn',
      mayFail: true,
      says: /Nano Server/,
      mends: ['task-definition'],
    },
    {
      name: 'no network',
      facts: {
        taskDefinition: definition({ networkMode: 'none', requiresCompatibilities: ['EC2'] }),
        task: task({ launchType: 'EC2' }),
      },
      state: 'fail',
      says: /network mode "none"/,
      mends: ['task-definition'],
    },
    {
      name: 'a task role that is missing is for another check',
      facts: { taskDefinition: definition({ taskRoleArn: undefined }) },
      state: 'pass',
      says: /No rule/,
    },
    {
      name: 'advice is evidence',
      facts: fargate(
        {},
        {
          pidMode: 'task',
          containerDefinitions: [
            { name: 'web', image: 'a' },
            { name: 'b', image: 'b' },
          ],
        },
      ),
      state: 'pass',
      says: /No rule/,
      evidence: {
        'Rule exec/pid-mode': 'The 2 containers share one process namespace, so ECS Exec works in only one of them.',
      },
    },
    {
      name: 'advice for EC2 instances is not given to tasks on Fargate',
      facts: { taskDefinition: definition({ networkMode: 'bridge', requiresCompatibilities: ['EC2', 'FARGATE'] }) },
      state: 'pass',
      says: /No rule/,
    },
    {
      name: 'the task definition may not be described',
      facts: { taskDefinition: denied('ecs:DescribeTaskDefinition'), task: denied('ecs:DescribeTasks') },
      state: 'unknown',
      says: /not allowed ecs:DescribeTaskDefinition/,
      permissions: ['ecs:DescribeTaskDefinition', 'ecs:DescribeTasks'],
    },
    { name: 'the task is gone', facts: { task: known(undefined) }, state: 'unknown', says: /no longer knows the task/ },
  ],
};
