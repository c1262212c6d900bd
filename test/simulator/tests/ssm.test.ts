import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExecuteCommandCommand } from '@aws-sdk/client-ecs';
import { type Simulator, startSimulator } from '../index.ts';
import { BareClient, CREDENTIALS, refusal, sign } from './bare-client.ts';
import { connect } from './client.ts';
import { call } from './request.ts';

const TASK = '0'.repeat(32);

const scenario = { clusters: [{ name: 'default', tasks: [{ id: TASK }] }] };

test('a session is resumed and terminated through SSM', async () => {
  await using simulator = await startSimulator({ scenario, credentials: CREDENTIALS });
  const first = await open(simulator);
  const { sessionId: SessionId } = first;
  await first.sees('# ');
  first.socket.terminate();

  const resumed = await ask(simulator, 'ResumeSession', { SessionId });
  const again = await first.resume({
    sessionId: SessionId,
    streamUrl: resumed['StreamUrl'] ?? '',
    tokenValue: resumed['TokenValue'] ?? '',
  });
  again.type('echo $((6*7))\r');
  await again.sees('\n42\r\n');

  assert.deepEqual(await ask(simulator, 'TerminateSession', { SessionId }), { SessionId });
  await again.seesEnd();
  assert.equal((await ask(simulator, 'ResumeSession', { SessionId }))['TokenValue'], '');
  assert.deepEqual(await ask(simulator, 'TerminateSession', { SessionId }), { SessionId });
});

test('each resume has an address and a token of its own, and voids those before it', async () => {
  await using simulator = await startSimulator({ scenario, credentials: CREDENTIALS });
  const client = await open(simulator);
  const { sessionId } = client;
  const resume = async () => {
    const { StreamUrl: streamUrl = '', TokenValue: tokenValue = '' } = await ask(simulator, 'ResumeSession', {
      SessionId: sessionId,
    });
    return { sessionId, streamUrl, tokenValue };
  };
  const [former, latter] = [await resume(), await resume()];
  const cell = ({ streamUrl }: { streamUrl: string }) => streamUrl.split('cell-number=')[1];
  assert.equal(new Set([cell(former), cell(latter), former.tokenValue, latter.tokenValue]).size, 4);
  assert.ok([former, latter].every(({ tokenValue }) => simulator.secrets.has(tokenValue)));
  assert.equal(simulator.secrets.size, 3);
  assert.equal((await refusal(former.streamUrl, await sign(former.streamUrl))).status, 403);
  const stale = await BareClient.connect(latter);
  stale.present(former.tokenValue);
  await stale.until('the refusal', () => stale.closed !== undefined);
  assert.equal(stale.closed?.code, 1008);
  const resumed = await client.resume(latter);
  await resumed.settled();
  assert.equal(resumed.closed, undefined);
});

test('a session that was idle for too long says so, and is not resumed', async () => {
  await using simulator = await startSimulator({ scenario, credentials: CREDENTIALS, agent: { idleTimeout: 200 } });
  const client = await open(simulator);
  await client.seesEnd();
  assert.equal(client.ending, 'Your session timed out due to inactivity and has been terminated.');
  assert.equal((await ask(simulator, 'ResumeSession', { SessionId: client.sessionId }))['TokenValue'], '');
});

test('a session must be named, and known', async () => {
  await using simulator = await startSimulator({ scenario, credentials: CREDENTIALS });
  for (const operation of ['ResumeSession', 'TerminateSession']) {
    assert.equal(
      (await ask(simulator, operation, { SessionId: 'ecs-execute-command-none' }))['__type'],
      'DoesNotExistException',
    );
    for (const SessionId of [undefined, '', 'x'.repeat(97)]) {
      const { __type, message = '' } = await ask(simulator, operation, { SessionId });
      assert.equal(__type, 'ValidationException');
      assert.match(message, /at 'sessionId' failed to satisfy constraint/);
    }
  }
});

async function open(simulator: Simulator): Promise<BareClient> {
  const { session } = await connect(simulator).send(
    new ExecuteCommandCommand({ task: TASK, command: '/bin/sh', interactive: true }),
  );
  const { sessionId = '', streamUrl = '', tokenValue = '' } = session ?? {};
  return BareClient.join({ sessionId, streamUrl, tokenValue });
}

async function ask(simulator: Simulator, operation: string, input: object): Promise<Record<string, string>> {
  const { body } = await call(simulator, {
    service: 'ssm',
    target: `AmazonSSM.${operation}`,
    body: JSON.stringify(input),
  });
  return JSON.parse(body) as Record<string, string>;
}
