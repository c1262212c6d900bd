import { denied, known, task, webContainer } from '../world.ts';
import type { Cases } from './case.ts';

const other = { ...webContainer, name: 'worker' };

export const cases: Cases = {
  never: { warn: 'A task runs or does not.', 'not-needed': 'Exec always needs a running container.' },
  list: [
    {
      name: 'task and container run',
      state: 'pass',
      says: /^Task 01234567 and container "web" are running\.$/,
      evidence: { 'Status of the task': 'RUNNING', 'Status of the container': 'RUNNING' },
    },
    {
      name: 'the task is forgotten',
      facts: { task: known(undefined) },
      state: 'fail',
      says: /no longer knows task 01234567/,
    },
    {
      name: 'the task is on its way',
      facts: { task: task({ lastStatus: 'PROVISIONING' }, { lastStatus: 'PENDING' }) },
      state: 'fail',
      says: /^Task 01234567 is still starting: it is PROVISIONING\.$/,
      mends: ['wait'],
    },
    {
      name: 'the container is on its way',
      facts: { task: task({}, { lastStatus: 'PENDING' }) },
      state: 'fail',
      says: /^Container "web" is still starting: it is PENDING\.$/,
      mends: ['wait'],
    },
    {
      name: 'the task has stopped',
      facts: {
        task: task(
          {
            lastStatus: 'STOPPED',
            desiredStatus: 'STOPPED',
            stopCode: 'EssentialContainerExited',
            stoppedReason: 'Essential container in task exited',
          },
          { lastStatus: 'STOPPED', exitCode: 3 },
        ),
      },
      state: 'fail',
      says: /^Task 01234567 is stopped: Essential container in task exited$/,
      mends: ['show-logs', 'console'],
      evidence: { 'Stop code': 'EssentialContainerExited', 'Exit code': '3' },
    },
    {
      name: 'the task is about to stop, and nobody says why',
      facts: { task: task({ desiredStatus: 'STOPPED' }) },
      state: 'fail',
      says: /^Task 01234567 is stopped\.$/,
      mends: ['show-logs', 'console'],
    },
    {
      name: 'the container alone has stopped',
      facts: {
        task: task({
          containers: [{ ...webContainer, lastStatus: 'STOPPED', exitCode: 137, reason: 'OutOfMemoryError' }, other],
        }),
      },
      state: 'fail',
      says: /^Container "web" is stopped: OutOfMemoryError$/,
      mends: ['show-logs', 'console', 'other-container'],
      mending: /"worker"/,
    },
    {
      name: 'the task has no such container',
      facts: { task: task({ containers: [other] }) },
      state: 'fail',
      says: /does not have a container "web"/,
      mends: ['other-container'],
    },
    {
      name: 'the task may not be described',
      facts: { task: denied('ecs:DescribeTasks') },
      state: 'unknown',
      says: /^Could not tell, because you are not allowed ecs:DescribeTasks\.$/,
      permissions: ['ecs:DescribeTasks'],
    },
  ],
};
