import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { after, before, suite, test } from 'node:test';
import {
  ResumeSessionCommand,
  SSMClient,
  StartSessionCommand,
  type StartSessionCommandInput,
  TerminateSessionCommand,
} from '@aws-sdk/client-ssm';
import { type Scenario, type Simulator, startSimulator } from '../index.ts';
import { BareClient, CREDENTIALS, JSON_OF } from './bare-client.ts';
import { BareMux } from './bare-mux.ts';

const ID = (digit: number): string => String(digit).repeat(32);
const FORWARD = 'AWS-StartPortForwardingSession';
const FORWARD_REMOTE = `${FORWARD}ToRemoteHost`;

const scenario: Scenario = {
  clusters: [
    {
      name: 'my_shop',
      tasks: [
        { id: ID(0) },
        { id: ID(1), launchType: 'EC2' },
        { id: ID(2), connected: false },
        { id: ID(3), exec: false },
        { id: ID(4), agent: { stopped: 'out of memory' } },
        { id: ID(5), status: 'STOPPED' },
      ],
    },
  ],
  hosts: { 'DB.internal': '10.0.3.4' },
  ports: { 'db.internal:5432': 1 },
};

suite('StartSession', () => {
  let simulator: Simulator;
  let ssm: SSMClient;

  before(async () => {
    simulator = await startSimulator({ scenario, credentials: CREDENTIALS });
    ssm = connect(simulator);
  });
  after(() => simulator.close());

  const start = (input: Partial<StartSessionCommandInput> = {}) =>
    ssm.send(new StartSessionCommand({ Target: targetOf(simulator, 0), DocumentName: FORWARD, ...input }));

  test('forwards a port of a container', async () => {
    const server = createServer((socket) => socket.end('hello'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    simulator.world.network.ports.set('8080', (server.address() as AddressInfo).port);
    const {
      SessionId = '',
      StreamUrl = '',
      TokenValue = '',
    } = await start({ Parameters: { portNumber: ['8080'], localPortNumber: ['9090'] } });
    assert.match(SessionId, /^test-[0-9a-f]{17}$/);
    assert.ok(
      StreamUrl.startsWith(
        `${simulator.endpoint.replace('http:', 'ws:')}/v1/data-channel/${SessionId}?role=publish_subscribe&cell-number=`,
      ),
    );
    const client = await BareClient.join({ sessionId: SessionId, streamUrl: StreamUrl, tokenValue: TokenValue });
    assert.deepEqual(await properties(client), {
      portNumber: '8080',
      localPortNumber: '9090',
      type: 'LocalPortForwarding',
    });
    answer(client);
    await client.receives(7);
    const mux = new BareMux(client);
    mux.open(3);
    await mux.seesClose(3);
    assert.equal(mux.received(3).toString(), 'hello');

    client.socket.terminate();
    const resumed = await ssm.send(new ResumeSessionCommand({ SessionId }));
    assert.notEqual(resumed.TokenValue, TokenValue);
    const again = await client.resume({
      sessionId: SessionId,
      streamUrl: resumed.StreamUrl ?? '',
      tokenValue: resumed.TokenValue ?? '',
    });
    const muxAgain = new BareMux(again);
    muxAgain.open(5);
    await muxAgain.seesClose(5);
    assert.equal(muxAgain.received(5).toString(), 'hello');

    assert.equal((await ssm.send(new TerminateSessionCommand({ SessionId }))).SessionId, SessionId);
    await again.seesEnd();
    assert.deepEqual(simulator.gateway.violations, []);
    server.close();
  });

  test('forwards a port of a remote host, and knows defaults', async () => {
    const remote = await join(
      await start({ DocumentName: FORWARD_REMOTE, Parameters: { portNumber: ['5432'], host: ['db.internal'] } }),
    );
    assert.deepEqual(await properties(remote), {
      portNumber: '5432',
      localPortNumber: '0',
      host: 'db.internal',
      type: 'LocalPortForwarding',
    });
    const plain = await join(await start({ Parameters: {} }));
    assert.deepEqual(await properties(plain), { portNumber: '80', localPortNumber: '0', type: 'LocalPortForwarding' });
    assert.equal(simulator.world.network.hosts.get('db.internal'), '10.0.3.4');
  });

  test('finds a container on an EC2 instance, whose runtime id is Docker’s', async () => {
    assert.match(targetOf(simulator, 1), /^ecs:my_shop_1{32}_[0-9a-f]{64}$/);
    assert.ok((await start({ Target: targetOf(simulator, 1) })).TokenValue);
  });

  test('is refused where there is no connected agent', async () => {
    const targets = [2, 3, 4, 5].map((digit) => targetOf(simulator, digit));
    for (const Target of [...targets, `ecs:my_shop_${ID(0)}_unknown`, `ecs:none_${ID(0)}_1`, 'i-0123456789abcdef0']) {
      await assert.rejects(start({ Target }), { name: 'TargetNotConnected', message: `${Target} is not connected.` });
    }
  });

  const mistakes: [input: Partial<StartSessionCommandInput>, name: string, message: RegExp][] = [
    [{ DocumentName: 'AWS-StartSSHSession' }, 'InvalidDocument', /AWS-StartSSHSession does not exist/],
    [{ DocumentName: undefined }, 'InvalidDocument', /SSM-SessionManagerRunShell/],
    [{ Parameters: { port: ['80'] } }, 'InvalidParameters', /no parameter port/],
    [{ Parameters: { host: ['db.internal'] } }, 'InvalidParameters', /no parameter host/],
    [{ Parameters: { portNumber: ['0'] } }, 'InvalidParameters', /"portNumber" has value "0" not matching/],
    [{ Parameters: { portNumber: ['65536'] } }, 'InvalidParameters', /not matching/],
    [{ Parameters: { localPortNumber: ['-1'] } }, 'InvalidParameters', /not matching/],
    [{ Parameters: { portNumber: ['80', '81'] } }, 'InvalidParameters', /must have one value/],
    [{ Parameters: { portNumber: [] } }, 'InvalidParameters', /must have one value/],
    [{ DocumentName: FORWARD_REMOTE, Parameters: { host: ['$(reboot)'] } }, 'InvalidParameters', /not matching/],
    [{ Target: '' }, 'ValidationException', /'target' failed to satisfy constraint: Member must have length greater/],
    [{ Target: 'x'.repeat(401) }, 'ValidationException', /less than or equal to 400/],
  ];
  for (const [input, name, message] of mistakes) {
    test(`refuses ${JSON.stringify(input).slice(0, 100)}`, async () => {
      await assert.rejects(start(input), { name, message });
    });
  }

  test('refuses access in the words of IAM, naming the task', async () => {
    await using own = await startSimulator({ scenario, credentials: CREDENTIALS });
    own.faults.add({ kind: 'access-denied', operation: 'StartSession' });
    const refused = connect(own).send(new StartSessionCommand({ Target: targetOf(own, 0), DocumentName: FORWARD }));
    await assert.rejects(refused, {
      name: 'AccessDeniedException',
      message: new RegExp(`ssm:StartSession on resource: arn:aws:ecs:\\S+:task/my_shop/${ID(0)} `),
    });
  });

  test('counts among the sessions of its container', async () => {
    await using own = await startSimulator({ scenario, credentials: CREDENTIALS, agent: { sessionsPerContainer: 1 } });
    const forward = () =>
      connect(own).send(new StartSessionCommand({ Target: targetOf(own, 0), DocumentName: FORWARD }));
    const first = await join(await forward());
    await first.receives(5);
    const second = await join(await forward());
    await second.seesEnd();
    assert.match(String(second.ending), /Maximum number of sessions \(1\)/);
  });
});

function connect({ endpoint, world, credentials }: Simulator): SSMClient {
  return new SSMClient({ endpoint, region: world.region, credentials, maxAttempts: 1 });
}

function targetOf({ world }: Simulator, digit: number): string {
  const [container] = world.clusters.get('my_shop')?.tasks.get(ID(digit))?.description.containers ?? [];
  return `ecs:my_shop_${ID(digit)}_${container?.runtimeId ?? ''}`;
}

function join({
  SessionId = '',
  StreamUrl = '',
  TokenValue = '',
}: {
  SessionId?: string;
  StreamUrl?: string;
  TokenValue?: string;
}): Promise<BareClient> {
  return BareClient.join({ sessionId: SessionId, streamUrl: StreamUrl, tokenValue: TokenValue });
}

async function properties(client: BareClient): Promise<unknown> {
  const [action] = JSON_OF(await client.receives(5))['RequestedClientActions'] as {
    ActionParameters: { Properties: unknown };
  }[];
  return action?.ActionParameters.Properties;
}

function answer(client: BareClient): void {
  const action = { ActionType: 'SessionType', ActionStatus: 1, ActionResult: null, Error: '' };
  client.send(6, JSON.stringify({ ClientVersion: '1.2.700.0', ProcessedClientActions: [action], Errors: [] }));
}
