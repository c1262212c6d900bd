import assert from 'node:assert/strict';
import { connect as connectSocket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { after, before, suite, test } from 'node:test';
import { type Simulator, startSimulator } from '../index.ts';
import { call, ECS_TARGET, send } from './request.ts';

let simulator: Simulator;

before(async () => {
  simulator = await startSimulator();
});
after(() => simulator.close());

suite('the simulator', () => {
  test('does not answer under a foreign name, as a page with a rebound name would use it', async () => {
    for (const host of ['example.com', 'localhost.example.com', `127.0.0.1.example.com:80`, '10.0.0.1']) {
      const { status, body } = await send(simulator, { headers: { host } });
      assert.equal(status, 403, host);
      assert.match(body, /answers only as 127\.0\.0\.1 or localhost/);
    }
  });

  test('does not answer web pages, not even those from this machine', async () => {
    for (const origin of ['https://example.com', 'null', simulator.endpoint]) {
      assert.equal((await send(simulator, { headers: { origin } })).status, 403, origin);
      assert.equal((await send(simulator, { method: 'OPTIONS', headers: { origin } })).status, 403, origin);
    }
  });

  test('answers as localhost', async () => {
    const { port } = new URL(simulator.endpoint);
    const { status } = await send(simulator, { method: 'GET', headers: { host: `localhost:${port}` } });
    assert.equal(status, 404);
  });

  test('says what it is to a browser that opens its address', async () => {
    const { status, body } = await send(simulator, { method: 'GET' });
    assert.equal(status, 404);
    assert.match(body, /simulator of AWS services/);
  });

  test('listens on loopback only', async (context) => {
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((address) => address?.family === 'IPv4' && !address.internal);
    if (outside === undefined) {
      context.skip('This machine has no other network interface.');
      return;
    }
    const socket = connectSocket(Number(new URL(simulator.endpoint).port), outside.address);
    const connected = await new Promise((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    assert.equal(connected, false);
  });

  test('refuses a body of more than a megabyte', async () => {
    const { status } = await send(simulator, { body: 'x'.repeat(1024 * 1024 + 1) });
    assert.equal(status, 413);
  });
});

suite('awsJson1_1', () => {
  test('an error is a type, a message, a status and a request id', async () => {
    const { status, headers, body } = await call(simulator, { target: `${ECS_TARGET}.ListServices`, body: '{}' });
    assert.equal(status, 400);
    assert.equal(headers['content-type'], 'application/x-amz-json-1.1');
    assert.match(String(headers['x-amzn-requestid']), /^[0-9a-f-]{36}$/);
    assert.deepEqual(JSON.parse(body), { __type: 'ClusterNotFoundException', message: 'Cluster not found.' });
  });

  test('times are seconds, and what is unknown is not there', async () => {
    const { body } = await call(simulator, {
      target: `${ECS_TARGET}.DescribeTaskDefinition`,
      body: '{"taskDefinition":"reports"}',
    });
    const { taskDefinition } = JSON.parse(body) as { taskDefinition: Record<string, unknown> };
    assert.equal(typeof taskDefinition['registeredAt'], 'number');
    assert.ok(!('taskRoleArn' in taskDefinition));
  });

  test('null counts as missing, and unknown members do not matter', async () => {
    const { status } = await call(simulator, {
      target: `${ECS_TARGET}.ListClusters`,
      body: '{"nextToken":null,"later":1}',
    });
    assert.equal(status, 200);
  });

  for (const body of ['', '{', '[]', '"text"', '{"maxResults":"ten"}', '{"maxResults":1.5}', '{"nextToken":7}']) {
    test(`the input ${body === '' ? 'nothing' : body} is refused`, async () => {
      const answer = await call(simulator, { target: `${ECS_TARGET}.ListClusters`, body });
      assert.equal(answer.status, 400);
      assert.match(answer.body, /"SerializationException"/);
    });
  }

  test('wrong types within lists and flags are refused', async () => {
    const refused = async (operation: string, body: string): Promise<void> => {
      assert.match(
        (await call(simulator, { target: `${ECS_TARGET}.${operation}`, body })).body,
        /"SerializationException"/,
      );
    };
    await refused('DescribeClusters', '{"clusters":"shop"}');
    await refused('DescribeClusters', '{"clusters":[1]}');
    await refused('ExecuteCommand', '{"cluster":"shop","command":"sh","interactive":"yes"}');
  });

  test('unknown operations and services are refused', async () => {
    for (const target of [
      `${ECS_TARGET}.CreateCluster`,
      `${ECS_TARGET}.constructor`,
      ECS_TARGET,
      'AmazonSSM.ListClusters',
    ]) {
      const { status, body } = await call(simulator, { target, body: '{}' });
      assert.equal(status, 400);
      assert.match(body, /"UnknownOperationException"/, target);
    }
    assert.match(
      (await call(simulator, { service: 'sqs', target: 'x', body: '' })).body,
      /does not have the service sqs/,
    );
  });

  test('a call without a signature is refused', async () => {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${ECS_TARGET}.ListClusters` };
    const { status, body } = await send(simulator, { headers, body: '{}' });
    assert.equal(status, 400);
    assert.match(body, /"MissingAuthenticationTokenException"/);
  });
});
