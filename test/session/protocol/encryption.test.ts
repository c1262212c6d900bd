import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Problem } from '../../../src/problem.ts';
import { text } from '../../../src/text.ts';
import { startGateway, type TestGateway } from '../../simulator/tests/bare-client.ts';
import { encryptionOf } from '../support/simulated.ts';
import { Terminal } from '../support/terminal.ts';

const ENCRYPTED = { encrypted: true } as const;

function encryptedTerminal(
  simulator: TestGateway,
  command?: string,
  ...changes: Parameters<typeof encryptionOf> extends [unknown, ...infer Rest] ? Rest : never
): Terminal {
  return new Terminal(simulator.open(command, ENCRYPTED), { encryption: encryptionOf(simulator, ...changes) });
}

suite('an encrypted session', { timeout: 60_000 }, () => {
  test('shows what the agent says, and then the prompt at the right size', async () => {
    await using simulator = await startGateway();
    const notices: string[] = [];
    const terminal = new Terminal(simulator.open('sh', ENCRYPTED), {
      encryption: encryptionOf(simulator),
      size: { columns: 101, rows: 31 },
      onNotice: (message) => notices.push(message),
    });
    terminal.enter('stty size; echo $((6*7))');
    await terminal.sees('31 101\r\n42\r\n');
    assert.deepEqual(notices, ['This session is encrypted using AWS KMS.']);
    terminal.enter('exit');
    assert.deepEqual(await terminal.end(), { reason: 'closed', message: '' });
    assert.deepEqual(terminal.states, ['ready', 'ended']);
    assert.deepEqual(simulator.gateway.violations, []);
  });

  test('answers the random challenge where an agent insists on it', async () => {
    await using simulator = await startGateway({ agent: { randomChallenge: 'required' } });
    const terminal = encryptedTerminal(simulator, 'echo hello', { answerChallenge: true });
    await terminal.sees('hello');
    const silent = await encryptedTerminal(simulator, 'echo hello').end();
    assert.ok(silent.reason === 'closed');
    assert.match(silent.message, /challenge/);
    assert.deepEqual(simulator.gateway.violations, []);
  });

  test('works with an agent that knows no random challenge', async () => {
    await using simulator = await startGateway({ agent: { randomChallenge: 'none' } });
    await encryptedTerminal(simulator, 'echo hello', { answerChallenge: true }).sees('hello');
    assert.deepEqual(simulator.gateway.violations, []);
  });

  test('with a command that prints nothing takes its input', async () => {
    await using simulator = await startGateway();
    const terminal = encryptedTerminal(simulator, 'sh -c "stty -echo; read line; echo got $line"');
    terminal.enter('this');
    await terminal.sees('got this');
    assert.deepEqual(simulator.gateway.violations, []);
  });

  test('ends with what KMS says, and tells the agent', async () => {
    await using simulator = await startGateway();
    const denied = new Problem('access-denied', text('You are not allowed kms:GenerateDataKey on {0}.', 'the key'));
    const end = await encryptedTerminal(simulator, 'sh', { dataKey: () => Promise.reject(denied) }).end();
    assert.ok(end.reason === 'failed');
    assert.equal(end.problem, denied);
    assert.deepEqual(simulator.gateway.violations, []);
  });

  test('ends in the agent’s words where the key was made for another target', async () => {
    await using simulator = await startGateway();
    const end = await encryptedTerminal(simulator, 'sh', {
      target: () => Promise.resolve('ecs:demo_other_other'),
    }).end();
    assert.ok(end.reason === 'closed');
    assert.match(end.message, /InvalidCiphertextException/);
    assert.deepEqual(simulator.gateway.violations, []);
  });

  test('ends where the key is not the agent’s', async () => {
    await using simulator = await startGateway();
    const other: Terminal = encryptedTerminal(simulator, 'sh', {
      dataKey: (_key, context) =>
        Promise.resolve({ ...simulator.dataKey('', { context }), plaintext: Buffer.alloc(64, 7) }),
    });
    const end = await other.end();
    assert.equal(end.reason === 'failed' && end.problem.code, 'session/undecryptable');
  });

  test('says that it cannot be, where no key can be fetched', async () => {
    await using simulator = await startGateway();
    const end = await new Terminal(simulator.open('sh', ENCRYPTED)).end();
    assert.equal(end.reason === 'failed' && end.problem.code, 'session/encrypted');
    assert.deepEqual(simulator.gateway.violations, []);
  });
});
