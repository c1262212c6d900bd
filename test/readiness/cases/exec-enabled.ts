import { denied, known, service, task } from '../world.ts';
import type { Cases } from './case.ts';

const off = task({ enableExecuteCommand: false });

export const cases: Cases = {
  never: { warn: 'It was on or off.', 'not-needed': 'Exec always needs it.' },
  list: [
    {
      name: 'on',
      state: 'pass',
      says: /^Task 01234567 was started with exec on\.$/,
      evidence: { 'Exec of the task': 'true' },
    },
    {
      name: 'on, whatever the service says',
      facts: { service: denied('ecs:DescribeServices') },
      state: 'pass',
      says: /exec on/,
    },
    {
      name: 'off for the service',
      facts: { task: off, service: service({ enableExecuteCommand: false }) },
      state: 'fail',
      says: /^Exec was off when service "web" started task 01234567\.$/,
      mends: ['enable-exec', 'text'],
      mending: /update-service --cluster shop --service web --force-new-deployment --enable-execute-command/,
    },
    {
      name: 'switched on since',
      facts: { task: off },
      state: 'fail',
      says: /^Task 01234567 started before exec was switched on for service "web"\.$/,
      mends: ['force-new-deployment'],
      evidence: { 'Task started': '2026-01-02 00:00:00 UTC', 'Exec of the service': 'true' },
    },
    {
      name: 'switched on a moment ago',
      facts: { task: off, service: service({ deployments: [{ status: 'PRIMARY', rolloutState: 'IN_PROGRESS' }] }) },
      state: 'fail',
      says: /started before/,
      mends: ['wait', 'force-new-deployment'],
    },
    {
      name: 'off for a service that may not be described',
      facts: { task: off, service: denied('ecs:DescribeServices') },
      state: 'fail',
      says: /service "web"/,
      mends: ['text'],
      permissions: ['ecs:DescribeServices'],
    },
    {
      name: 'off for a task that no service started',
      facts: { task: task({ enableExecuteCommand: false, group: 'family:web' }), service: known(undefined) },
      state: 'fail',
      says: /^Task 01234567 was started with exec off\. Start a new one with it\.$/,
      mends: ['text'],
      mending: /run-task --cluster shop --task-definition web:12 --enable-execute-command/,
    },
    { name: 'the task is gone', facts: { task: known(undefined) }, state: 'unknown', says: /no longer knows the task/ },
    {
      name: 'the task may not be described',
      facts: { task: denied('ecs:DescribeTasks') },
      state: 'unknown',
      says: /not allowed ecs:DescribeTasks/,
      permissions: ['ecs:DescribeTasks'],
    },
  ],
};
