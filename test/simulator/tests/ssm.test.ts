import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExecuteCommandCommand } from '@aws-sdk/client-ecs';
import { startSimulator } from '../index.ts';
import { BareClient } from './bare-client.ts';
import { connect } from './client.ts';
import { call } from './request.ts';

const TASK = '0'.repeat(32);

test('a session is resumed and terminated through SSM', async () => {
  await using simulator = await startSimulator({ scenario: { clusters: [{ name: 'default', tasks: [{ id: TASK }] }] } });
  const { session } = await connect(simulator).send(new ExecuteCommandCommand({ task: TASK, command: '/bin/sh', interactive: true }));
  const { sessionId = '', streamUrl = '', tokenValue = '' } = session ?? {};
  const first = await BareClient.join({ sessionId, streamUrl, tokenValue });
  await first.sees('# ');
  first.socket.terminate();

  const ask = async (operation: string, id: string): Promise<Record<string, string>> => {
    const body = JSON.stringify({ SessionId: id });
    return JSON.parse((await call(simulator, { service: 'ssm', target: `AmazonSSM.${operation}`, body })).body) as Record<string, string>;
  };
  const resumed = await ask('ResumeSession', sessionId);
  const again = await first.resume({
    sessionId,
    streamUrl: resumed['StreamUrl'] ?? '',
    tokenValue: resumed['TokenValue'] ?? '',
  });
  again.type('echo $((6*7))\r');
  await again.sees('\n42\r\n');

  assert.deepEqual(await ask('TerminateSession', sessionId), { SessionId: sessionId });
  await again.seesEnd();
  assert.equal((await ask('ResumeSession', sessionId))['TokenValue'], '');
  assert.equal((await ask('TerminateSession', 'ecs-execute-command-none'))['__type'], 'DoesNotExistException');
});
