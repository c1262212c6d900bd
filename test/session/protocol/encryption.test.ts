import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Problem } from '../../../src/problem.ts';
import type { Encryption } from '../../../src/session/api.ts';
import { sentence } from '../../../src/text.ts';
import type { TestGateway } from '../../simulator/tests/bare-client.ts';
import { openTerminal, type Scene, type Setting } from '../support/scene.ts';
import { encryptionOf } from '../support/simulated.ts';

/** `changes`: in what KMS answers, and how it is asked. */
function openEncrypted(
  setting: Omit<Setting, 'options'>,
  changes: (simulator: TestGateway) => Partial<Encryption> = () => ({}),
): Promise<Scene> {
  return openTerminal({
    ...setting,
    encrypted: true,
    options: (simulator) => ({ encryption: encryptionOf(simulator, changes(simulator)) }),
  });
}

suite('an encrypted session', { timeout: 60_000 }, () => {
  test('shows what the agent says, and then the prompt at the right size', async () => {
    const notices: string[] = [];
    await using scene = await openTerminal({
      command: 'sh',
      encrypted: true,
      options: (simulator) => ({
        encryption: encryptionOf(simulator),
        size: { columns: 101, rows: 31 },
        onNotice: (message) => notices.push(message),
      }),
    });
    const { terminal } = scene;
    terminal.enter('stty size; echo $((6*7))');
    await terminal.sees('31 101\r\n42\r\n');
    assert.deepEqual(notices, ['This session is encrypted using AWS KMS.']);
    terminal.enter('exit');
    assert.deepEqual(await terminal.end(), { reason: 'closed', message: '' });
    assert.deepEqual(terminal.states, ['ready', 'ended']);
  });

  test('answers the random challenge where an agent insists on it', async () => {
    const setting = { agent: { randomChallenge: 'required' }, command: 'echo hello' } as const;
    await using answering = await openEncrypted(setting, () => ({ answerChallenge: true }));
    await answering.terminal.sees('hello');
    await using silent = await openEncrypted(setting);
    const end = await silent.terminal.end();
    assert.ok(end.reason === 'closed');
    assert.match(end.message, /challenge/);
  });

  test('works with an agent that knows no random challenge', async () => {
    const setting = { agent: { randomChallenge: 'none' }, command: 'echo hello' } as const;
    await using scene = await openEncrypted(setting, () => ({ answerChallenge: true }));
    await scene.terminal.sees('hello');
  });

  test('with a command that prints nothing takes its input', async () => {
    await using scene = await openEncrypted({ command: 'sh -c "stty -echo; read line; echo got $line"' });
    scene.terminal.enter('this');
    await scene.terminal.sees('got this');
  });

  test('ends with what KMS says, and tells the agent', async () => {
    const denied = new Problem('access-denied', sentence('You are not allowed kms:GenerateDataKey on {0}.', 'the key'));
    await using scene = await openEncrypted({}, () => ({ dataKey: () => Promise.reject(denied) }));
    const end = await scene.terminal.end();
    assert.ok(end.reason === 'failed');
    assert.equal(end.problem, denied);
  });

  test('ends in the agent’s words where the key was made for another target', async () => {
    await using scene = await openEncrypted({}, () => ({ target: () => Promise.resolve('ecs:demo_other_other') }));
    const end = await scene.terminal.end();
    assert.ok(end.reason === 'closed');
    assert.match(end.message, /InvalidCiphertextException/);
  });

  test('ends where the key is not the agent’s', async () => {
    await using scene = await openEncrypted({}, (simulator) => ({
      dataKey: (_key, context) =>
        Promise.resolve({ ...simulator.dataKey('', { context }), plaintext: Buffer.alloc(64, 7) }),
    }));
    const end = await scene.terminal.end();
    assert.equal(end.reason === 'failed' && end.problem.code, 'session/undecryptable');
  });

  test('says that it cannot be, where no key can be fetched', async () => {
    await using scene = await openTerminal({ encrypted: true });
    const end = await scene.terminal.end();
    assert.equal(end.reason === 'failed' && end.problem.code, 'session/encrypted');
  });
});
