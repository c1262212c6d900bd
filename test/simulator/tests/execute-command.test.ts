import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import {
  type ECSClient,
  ExecuteCommandCommand,
  type ExecuteCommandCommandInput,
  type ExecuteCommandCommandOutput,
  InvalidParameterException,
  TargetNotConnectedException,
} from '@aws-sdk/client-ecs';
import { QUICK_AGENT, type Scenario, type Simulator, startSimulator } from '../index.ts';
import { BareClient, CREDENTIALS } from './bare-client.ts';
import { connect } from './client.ts';

const ID = (digit: number): string => String(digit).repeat(32);
const READY = ID(0);
const SIDECARS = ID(1);

const scenario: Scenario = {
  clusters: [
    {
      name: 'default',
      tasks: [
        { id: READY },
        { id: SIDECARS, sidecars: ['service-connect', 'guardduty'] },
        { id: ID(2), exec: false },
        { id: ID(3), status: 'PENDING' },
        { id: ID(4), agent: { stopped: 'out of memory' } },
        { id: ID(5), status: 'STOPPED' },
        { id: ID(6), status: 'ACTIVATING' },
        { id: ID(7), containers: { app: { status: 'STOPPED' } } },
        { id: ID(8), connected: false },
      ],
    },
  ],
};

suite('ExecuteCommand', () => {
  let simulator: Simulator;
  let ecs: ECSClient;

  before(async () => {
    simulator = await startSimulator({ scenario, credentials: CREDENTIALS, agent: QUICK_AGENT });
    ecs = connect(simulator);
  });
  after(() => simulator.close());

  const execute = (input: Partial<ExecuteCommandCommandInput>): Promise<ExecuteCommandCommandOutput> =>
    ecs.send(new ExecuteCommandCommand({ task: READY, command: '/bin/sh', interactive: true, ...input }));

  test('opens a shell with the container’s environment', async () => {
    await using own = await startSimulator({ credentials: CREDENTIALS });
    const [id = ''] = [...(own.world.clusters.get('shop')?.tasks.keys() ?? [])];
    const { session, ...answer } = await connect(own).send(
      new ExecuteCommandCommand({ cluster: 'shop', task: id, container: 'web', command: '/bin/sh', interactive: true }),
    );
    const container = own.world.clusters.get('shop')?.tasks.get(id)?.description.containers?.[0];
    assert.equal(answer.containerArn, container?.containerArn);
    assert.equal(answer.containerName, 'web');
    assert.equal(answer.interactive, true);
    const { sessionId = '', streamUrl = '', tokenValue = '' } = session ?? {};
    assert.match(sessionId, /^ecs-execute-command-[0-9a-z]{17,}$/);
    assert.ok(
      streamUrl.startsWith(
        `${own.endpoint.replace('http:', 'ws:')}/v1/data-channel/${sessionId}?role=publish_subscribe&cell-number=`,
      ),
    );
    const client = await BareClient.join({ sessionId, streamUrl, tokenValue });
    await client.sees('# ');
    client.type('echo $NODE_ENV $((6*7))\r');
    await client.sees('\nproduction 42\r\n');
    assert.deepEqual(own.gateway.violations, []);
  });

  test('finds the only container of a task, but must be told which of several', async () => {
    assert.equal((await execute({})).containerName, 'app');
    assert.equal((await execute({ task: SIDECARS, container: 'app' })).containerName, 'app');
    await assert.rejects(execute({ task: SIDECARS }), {
      name: 'InvalidParameterException',
      message: /container name is required/,
    });
    await assert.rejects(execute({ container: 'nobody' }), {
      name: 'InvalidParameterException',
      message: /nobody was not found/,
    });
  });

  test('is interactive, and has a command and a task', async () => {
    await assert.rejects(execute({ interactive: false }), {
      name: 'InvalidParameterException',
      message: 'Interactive is the only mode supported currently.',
    });
    await assert.rejects(execute({ command: '' }), InvalidParameterException);
    await assert.rejects(execute({ task: '' }), InvalidParameterException);
    await assert.rejects(execute({ task: ID(9) }), InvalidParameterException);
    await assert.rejects(execute({ cluster: 'nowhere' }), { name: 'ClusterNotFoundException' });
  });

  const reasons: [digit: number, why: string][] = [
    [2, 'exec is off'],
    [3, 'the task is still starting'],
    [4, 'the agent stopped'],
    [5, 'the task stopped'],
    [6, 'the task is not active yet'],
    [7, 'the container stopped'],
  ];
  for (const [digit, why] of reasons) {
    test(`is refused where ${why}, with AWS’s curly apostrophe`, async () => {
      await assert.rejects(execute({ task: ID(digit) }), {
        name: 'InvalidParameterException',
        message:
          'The execute command failed because execute command was not enabled when the task was run or ' +
          'the execute command ' +
          'agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.',
      });
    });
  }

  test('is refused for a sidecar, which has no agent', async () => {
    const [, sidecar] = simulator.world.clusters.get('default')?.tasks.get(SIDECARS)?.description.containers ?? [];
    assert.match(sidecar?.name ?? '', /^ecs-service-connect-/);
    await assert.rejects(execute({ task: SIDECARS, container: sidecar?.name }), { name: 'InvalidParameterException' });
  });

  test('is refused where the agent is not connected', async () => {
    await assert.rejects(execute({ task: ID(8) }), (error) => {
      assert.ok(error instanceof TargetNotConnectedException);
      assert.equal(error.message, 'The execute command failed due to an internal error. Try again later.');
      return true;
    });
  });

  test('is refused while a container has two sessions, with or without a client', async () => {
    await using own = await startSimulator({ scenario, credentials: CREDENTIALS, agent: QUICK_AGENT });
    const open = async (): Promise<BareClient> => {
      const { session } = await connect(own).send(
        new ExecuteCommandCommand({ task: READY, command: '/bin/sh', interactive: true }),
      );
      const { sessionId = '', streamUrl = '', tokenValue = '' } = session ?? {};
      const client = await BareClient.join({ sessionId, streamUrl, tokenValue });
      await client.sees('# ');
      return client;
    };
    const [first, second] = [await open(), await open()];
    second.socket.terminate();
    await assert.rejects(open(), {
      name: 'ClientException',
      message: 'Unable to start new execute sessions because the maximum session limit of 2 has been reached.',
    });
    first.type('exit\r');
    await first.seesEnd();
    await open();
  });
});
