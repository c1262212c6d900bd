import { denied, known, service, task } from '../world.ts';
import type { Cases } from './case.ts';

const newer = {
  id: 'ecs-svc/3',
  status: 'PRIMARY',
  rolloutState: 'IN_PROGRESS',
  rolloutStateReason: 'ECS deployment …',
};

export const cases: Cases = {
  never: { fail: 'A deployment alone is no reason why exec fails.' },
  list: [
    { name: 'nothing is deployed', state: 'pass', says: /^Service "web" is not being deployed\.$/ },
    {
      name: 'the task is of the newest deployment',
      facts: { service: service({ deployments: [{ ...newer, id: 'ecs-svc/2' }] }) },
      state: 'warn',
      says: /^A deployment of service "web" is under way\.$/,
      mends: ['wait'],
    },
    {
      name: 'the task is of an older deployment',
      facts: { service: service({ deployments: [newer, { id: 'ecs-svc/2', status: 'ACTIVE' }] }) },
      state: 'warn',
      says: /^A deployment of service "web" is about to replace task 01234567\.$/,
      mends: ['wait'],
      evidence: { 'Reason of the deployment': 'ECS deployment …' },
    },
    {
      name: 'no service',
      facts: { service: known(undefined), task: task({ group: 'family:web' }) },
      state: 'not-needed',
      says: /^No service started task 01234567\.$/,
    },
    {
      name: 'the service may not be described',
      facts: { service: denied('ecs:DescribeServices') },
      state: 'unknown',
      says: /ecs:DescribeServices/,
      permissions: ['ecs:DescribeServices'],
    },
  ],
};
