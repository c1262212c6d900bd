import { cluster, definition, denied } from '../world.ts';
import type { Cases } from './case.ts';

const awslogs = definition({}, { logConfiguration: { logDriver: 'awslogs' } });

export const cases: Cases = {
  never: { fail: 'Nobody sees from outside what is in an image.', warn: 'It is a note.' },
  list: [
    {
      name: 'no log',
      facts: { cluster: cluster({ logging: 'NONE' }) },
      state: 'not-needed',
      says: /does not log its sessions/,
    },
    { name: 'the log of a container that has none', state: 'not-needed', says: /does not use the log driver awslogs/ },
    { name: 'the log of the container', facts: { taskDefinition: awslogs }, state: 'pass', says: /has script and cat/ },
    {
      name: 'the log of the cluster',
      facts: { cluster: cluster({ logging: 'OVERRIDE' }), taskDefinition: denied('ecs:DescribeTaskDefinition') },
      state: 'pass',
      says: /has script and cat/,
      evidence: { 'Logging of the cluster': 'OVERRIDE' },
    },
    {
      name: 'the task definition may not be described',
      facts: { taskDefinition: denied('ecs:DescribeTaskDefinition') },
      state: 'unknown',
      says: /ecs:DescribeTaskDefinition/,
      permissions: ['ecs:DescribeTaskDefinition'],
    },
    {
      name: 'the cluster may not be described',
      facts: { cluster: denied('ecs:DescribeClusters') },
      state: 'unknown',
      says: /ecs:DescribeClusters/,
      permissions: ['ecs:DescribeClusters'],
    },
  ],
};
