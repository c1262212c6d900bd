import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, watch, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { BareClient, refusal, sign, startGateway } from './bare-client.ts';

const LOSSES: [how: string, code: number, lose: (session: { cut(): void; bye(): void }, client: BareClient) => void][] =
  [
    ['the connection breaks', 1006, (session) => session.cut()],
    ['the service says "Bye"', 1000, (session) => session.bye()],
    ['the client leaves', 1006, (_, client) => client.socket.terminate()],
  ];

for (const [how, code, lose] of LOSSES) {
  test(`a session goes on with a new token after ${how}`, async () => {
    await using simulator = await startGateway();
    const { gateway } = simulator;
    const client = await simulator.join();
    await client.sees('# ');
    client.type('name=kept\r');
    await client.sees('kept\r\n# ');
    const session = gateway.sessions.get(client.sessionId)!;
    lose(session, client);
    await client.until('the loss', () => client.closed !== undefined);
    assert.equal(client.closed?.code, code);
    const resumed = await client.resume(gateway.resume(client.sessionId)!);
    resumed.type('echo $name\r');
    await resumed.sees('\r\nkept\r\n');
    assert.equal(session.state, 'connected');
    assert.deepEqual(gateway.violations, []);
  });
}

test('what was in flight when the connection broke is sent again after the resume', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join('sh -c "echo in flight; read wait"');
  client.acknowledging = false;
  await client.sees('in flight');
  simulator.gateway.sessions.get(client.sessionId)!.cut();
  await client.until('the loss', () => client.closed !== undefined);
  const resumed = await client.resume(simulator.gateway.resume(client.sessionId)!);
  await resumed.until('the message again', () =>
    resumed.frames.some(({ type, sequence }) => type === 'output_stream_data' && sequence === 0),
  );
});

test('what the shell does while nobody is there is not lost', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'gateway-test-'));
  await using simulator = await startGateway();
  const client = await simulator.join(
    `sh -c "echo ready; cd ${directory}; until [ -e go ]; do sleep .02; done; seq 1 3000; touch done; read wait"`,
  );
  await client.sees('ready');
  simulator.gateway.sessions.get(client.sessionId)!.cut();
  await client.until('the loss', () => client.closed !== undefined);
  const changes = watch(directory);
  await writeFile(join(directory, 'go'), '');
  for await (const { filename } of changes) {
    if (filename === 'done') {
      break;
    }
  }
  const resumed = await client.resume(simulator.gateway.resume(client.sessionId)!);
  await resumed.sees('\r\n3000\r\n');
  assert.equal(resumed.text, `ready\r\n${Array.from({ length: 3000 }, (_, index) => `${index + 1}\r\n`).join('')}`);
  await rm(directory, { recursive: true });
});

test('a resume voids the former address and token', async () => {
  await using simulator = await startGateway();
  const former = simulator.open();
  const latter = simulator.gateway.resume(former.sessionId)!;
  assert.notEqual(latter.tokenValue, former.tokenValue);
  assert.equal((await refusal(former.streamUrl, await sign(former.streamUrl))).status, 403);
  const client = await BareClient.join({ ...latter, tokenValue: former.tokenValue });
  await client.until('the refusal', () => client.closed !== undefined);
  assert.equal(client.closed?.code, 1008);
});

test('a new connection takes over from one that is still open', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join();
  await client.sees('# ');
  const resumed = await client.resume(simulator.gateway.resume(client.sessionId)!);
  await client.until('the end of the first connection', () => client.closed !== undefined);
  assert.equal(client.ending, undefined);
  resumed.type('echo here now\r');
  await resumed.sees('\r\nhere now\r\n');
});

test('a session that is over has an empty token, and an unknown one has nothing', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join('true');
  await client.seesEnd();
  const resumed = simulator.gateway.resume(client.sessionId)!;
  assert.equal(resumed.tokenValue, '');
  assert.equal((await refusal(resumed.streamUrl, await sign(resumed.streamUrl))).status, 404);
  assert.equal(simulator.gateway.resume('ecs-execute-command-00000000000000000'), undefined);
});

test('a client that resumes with another ClientId is a violation', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join();
  await client.sees('# ');
  const opened = simulator.gateway.resume(client.sessionId)!;
  const other = await BareClient.connect(opened);
  other.present(opened.tokenValue, { ClientId: randomUUID() });
  await other.until('the refusal', () => other.closed !== undefined);
  assert.match(simulator.gateway.violations[0]?.message ?? '', /ClientId/);
});

test('both sides go on counting after a resume', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join();
  await client.sees('# ');
  client.type('echo before\r');
  await client.sees('\nbefore\r\n# ');
  const last = Math.max(
    ...client.frames.filter(({ type }) => type === 'output_stream_data').map(({ sequence }) => sequence),
  );
  simulator.gateway.sessions.get(client.sessionId)!.cut();
  await client.until('the loss', () => client.closed !== undefined);
  const resumed = await client.resume(simulator.gateway.resume(client.sessionId)!);
  resumed.type('echo after\r');
  await resumed.sees('\nafter\r\n# ');
  const fresh = resumed.frames.filter(({ type, sequence }) => type === 'output_stream_data' && sequence > last);
  assert.equal(fresh[0]?.sequence, last + 1);
  assert.deepEqual(simulator.gateway.violations, []);
});

test('a client that begins to count anew after a resume is a violation, and one that sends again is not', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join();
  await client.sees('# ');
  client.type('echo before\r', 0);
  await client.sees('\nbefore\r\n# ');
  const again = await client.resume(simulator.gateway.resume(client.sessionId)!);
  again.type('echo before\r', 0);
  await again.until('the acknowledgement', () => again.isAcknowledged(0));
  assert.equal(simulator.gateway.violations.length, 0);
  const forgetful = await again.resume(simulator.gateway.resume(client.sessionId)!);
  forgetful.type('echo after\r', 0);
  await forgetful.seesEnd();
  assert.match(
    simulator.gateway.violations.at(-1)?.message ?? '',
    /^input_stream_data 0 comes again with other content\.$/,
  );
});
