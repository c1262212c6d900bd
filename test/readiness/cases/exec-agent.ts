import type { ContainerDescription } from '../../../src/aws/api/details.ts';
import type { Facts } from '../../../src/readiness/model/facts.ts';
import { denied, known, service, task, webContainer } from '../world.ts';
import type { Case, Cases } from './case.ts';

const other = { ...webContainer, name: 'worker' };

function agent(lastStatus: string, reason?: string): Partial<Facts> {
  return { task: task({}, { managedAgents: [{ name: 'ExecuteCommandAgent', lastStatus, reason }] }) };
}

function without(change: Partial<ContainerDescription>): Partial<Facts> {
  return { task: task({ containers: [{ ...webContainer, managedAgents: [], ...change }, other] }) };
}

const stopped = (name: string, reason: string, says: RegExp, means: RegExp, mends: Case['mends']): Case => ({
  name,
  facts: agent('STOPPED', reason),
  state: 'fail',
  says,
  ...(mends && { mends }),
  evidence: { 'Reason of the exec agent': reason },
  means,
});

export const cases: Cases = {
  never: { warn: 'The agent runs or does not.' },
  list: [
    { name: 'it runs', state: 'pass', says: /^The exec agent in container "web" is running\.$/ },
    {
      name: 'it runs on an instance, as far as ECS has looked',
      facts: { task: task({ launchType: 'EC2' }) },
      state: 'pass',
      says: /is running/,
      evidence: { 'How sure that is': 'ECS looks at the agent every 15 minutes' },
    },
    {
      name: 'it is starting',
      facts: agent('PENDING', 'ExecuteCommandAgent started'),
      state: 'fail',
      says: /is still starting/,
      mends: ['wait'],
    },
    stopped(
      'it ended again and again',
      'ExecuteCommandAgent cannot be restarted',
      /ended, and ECS cannot start it again/,
      /5 attempts/,
      ['force-new-deployment', 'show-logs'],
    ),
    stopped(
      'its certificates are missing',
      'ExecuteCommandAgent Initialization failed - could not find certs',
      /^The EC2 instance cannot give container "web" an exec agent: .*could not find certs$/,
      /\/var\/lib\/ecs\/deps/,
      ['force-new-deployment', 'show-logs'],
    ),
    stopped(
      'its configuration cannot be written',
      'ExecuteCommandAgent Initialization failed - could not generate ExecAgent Config File',
      /^The EC2 instance cannot give/,
      /disk is full/,
      ['force-new-deployment', 'show-logs'],
    ),
    ...['create', 'pre-start', 'inspect'].map((step) =>
      stopped(
        `Docker fails at ${step}`,
        `unable to start ExecuteCommandAgent [${step}]: read-only file system`,
        /^Docker could not start the exec agent in container "web": .*read-only file system$/,
        /cgroup/,
        ['show-logs', 'force-new-deployment'],
      ),
    ),
    stopped(
      'it ends at once',
      'ExecuteCommandAgent process exited with exit code: 1',
      /ended soon after its start: .*exit code: 1$/,
      /read-only/,
      ['show-logs', 'force-new-deployment'],
    ),
    {
      name: 'it stopped for a reason that nobody knows',
      facts: agent('STOPPED', 'The moon is full'),
      state: 'fail',
      says: /is not running: The moon is full$/,
      mends: ['force-new-deployment', 'show-logs'],
    },
    {
      name: 'it stopped without a word, in a task that no service started',
      facts: { ...agent('STOPPED'), service: known(undefined) },
      state: 'fail',
      says: /^The exec agent in container "web" is not running\.$/,
      mends: ['show-logs'],
    },
    {
      name: 'a sidecar that AWS added has none',
      facts: without({ image: 'registry/aws-guardduty-agent:1' }),
      state: 'fail',
      says: /^AWS added container "web" to the task, without an exec agent\.$/,
      mends: ['other-container'],
      mending: /"worker"/,
    },
    {
      name: 'a container of one’s own has none',
      facts: without({ managedAgents: undefined }),
      state: 'fail',
      says: /does not have an exec agent/,
      mends: ['other-container'],
    },
    {
      name: 'exec is off',
      facts: { task: task({ enableExecuteCommand: false }, { managedAgents: undefined }) },
      state: 'not-needed',
      says: /Without exec/,
    },
    {
      name: 'the container does not run',
      facts: { task: task({}, { lastStatus: 'STOPPED' }), service: service() },
      state: 'unknown',
      says: /because the container is not running/,
    },
    { name: 'the task is gone', facts: { task: known(undefined) }, state: 'unknown', says: /no longer knows the task/ },
    {
      name: 'the task may not be described',
      facts: { task: denied('ecs:DescribeTasks') },
      state: 'unknown',
      says: /not allowed/,
      permissions: ['ecs:DescribeTasks'],
    },
  ],
};
