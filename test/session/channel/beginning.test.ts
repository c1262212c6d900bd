import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { suite, test } from 'node:test';
import type { DataKey, SessionEnd } from '../../../src/session/api.ts';
import { Cipher } from '../../../src/session/channel/cipher.ts';
import type { SessionOptions } from '../../../src/session/shell/api.ts';
import { acknowledge, channelClosed, output } from '../support/agent-frames.ts';
import { type OpenedSession, openedSession, readySession, turn } from '../support/opened.ts';
import { acknowledged, names, streamData } from '../support/read-frames.ts';

const TYPE = { ActionType: 'SessionType', ActionParameters: { SessionType: 'InteractiveCommands' } };
const KMS = { ActionType: 'KMSEncryption', ActionParameters: { KMSKeyId: 'key' } };
const COMPLETE = '{"HandshakeTimeToComplete":1,"CustomerMessage":""}';

function request(...actions: readonly object[]): string {
  return JSON.stringify({ AgentVersion: '3.3', RequestedClientActions: actions });
}

function problemCode(end: SessionEnd): string {
  return end.reason === 'failed' ? end.problem.code : end.reason;
}

/** A KMS that answers when the test says so, and the agent's half of the key. */
function slowKms() {
  const plaintext = randomBytes(64);
  const agent = new Cipher(Buffer.concat([plaintext.subarray(32), plaintext.subarray(0, 32)]));
  let answer: (key: DataKey) => void = () => undefined;
  const encryption: SessionOptions['encryption'] = {
    target: () => Promise.resolve('ecs:a_b_c'),
    dataKey: () => new Promise((resolve) => (answer = resolve)),
  };
  const answers = async (): Promise<void> => {
    answer({ plaintext, ciphertext: Buffer.from('ciphertext') });
    await turn();
  };
  return { plaintext, agent, encryption, answers };
}

async function withChallenge(challenge: object, kms = slowKms()): Promise<OpenedSession> {
  const opened = await openedSession({ encryption: kms.encryption });
  opened.socket.receives(output(0, request(TYPE, KMS), 5));
  await turn();
  await kms.answers();
  opened.socket.receives(output(1, JSON.stringify(challenge), 8));
  return opened;
}

suite('a handshake with an encrypted session', () => {
  test('is acknowledged at once, and what follows waits until KMS has answered', async () => {
    const { agent, encryption, answers } = slowKms();
    const opened = await openedSession({ encryption, size: { columns: 80, rows: 24 } });
    opened.session.write('typed ahead');
    opened.socket.receives(output(0, request(TYPE, KMS), 5));
    opened.socket.receives(output(1, COMPLETE, 7));
    opened.socket.receives(output(2, agent.encrypt(Buffer.from('$ '))));
    await turn();
    const before = opened.socket.taken();
    assert.deepEqual(acknowledged(before), [0, 1, 2]);
    assert.deepEqual(streamData(before), []);
    assert.equal(opened.output, '');
    await answers();
    assert.equal(opened.output, '$ ');
    assert.deepEqual(names(opened.states), ['ready']);
    const [response, size, input] = opened.socket.taken();
    assert.deepEqual([response?.payloadType, size?.payloadType, input?.payloadType], [6, 3, 1]);
    assert.equal(Buffer.from(size!.payload).toString(), '{"cols":80,"rows":24}');
    assert.equal(agent.decrypt(input!.payload)?.toString(), 'typed ahead');
  });

  test('may be overtaken by the end, and leaves no key', async () => {
    const { plaintext, encryption, answers } = slowKms();
    const opened = await openedSession({ encryption });
    opened.socket.receives(output(0, request(TYPE, KMS), 5));
    await turn();
    opened.socket.receives(channelClosed('Handshake timed out.'));
    assert.deepEqual(await opened.session.ended, { reason: 'closed', message: 'Handshake timed out.' });
    await answers();
    assert.deepEqual(plaintext, Buffer.alloc(64));
    assert.deepEqual(streamData(opened.socket.taken()), []);
    assert.equal(opened.clock.pending, 0);
  });

  test('goes on after a cut', async () => {
    const { agent, encryption, answers } = slowKms();
    const opened = await openedSession({
      encryption,
      resume: () => Promise.resolve({ streamUrl: 'wss://x', tokenValue: 't' }),
    });
    opened.socket.receives(acknowledge(0));
    opened.socket.receives(output(0, request(TYPE, KMS), 5));
    opened.socket.ends({ kind: 'closed', code: 1006 });
    await turn();
    await answers();
    opened.clock.advance(100);
    await turn();
    await turn();
    opened.socket.opens();
    assert.deepEqual(
      streamData(opened.socket.taken()).map(([type]) => type),
      [6],
    );
    opened.socket.receives(output(1, COMPLETE, 7));
    opened.socket.receives(output(2, agent.encrypt(Buffer.from('$ '))));
    assert.equal(opened.output, '$ ');
  });

  test('answers the challenge', async () => {
    const kms = slowKms();
    const challenge = randomBytes(64);
    const opened = await withChallenge({ Challenge: kms.agent.encrypt(challenge).toString('base64') }, kms);
    const [, [type, response] = [0, '']] = streamData(opened.socket.taken());
    assert.equal(type, 9);
    const answered = Buffer.from((JSON.parse(response) as { Challenge: string }).Challenge, 'base64');
    assert.deepEqual(kms.agent.decrypt(answered), challenge);
  });

  test('ends where challenge or output cannot be decrypted', async () => {
    assert.equal(
      problemCode(await (await withChallenge({ Challenge: 'AAAA' })).session.ended),
      'session/undecryptable',
    );
    const opened = await withChallenge({});
    assert.equal(problemCode(await opened.session.ended), 'session/undecryptable');
    for (const type of [1, 11, 12]) {
      const { encryption, answers } = slowKms();
      const shell = await openedSession({ encryption });
      shell.socket.receives(output(0, request(TYPE, KMS), 5));
      await turn();
      await answers();
      shell.socket.receives(output(1, COMPLETE, 7));
      shell.socket.receives(output(2, 'in clear, and longer than nonce and tag', type));
      assert.equal(problemCode(await shell.session.ended), 'session/undecryptable');
      assert.equal(shell.output, '');
      assert.equal(shell.clock.pending, 0);
    }
  });
});

suite('a handshake without encryption', () => {
  test('only agrees to the type', async () => {
    const opened = await openedSession();
    opened.socket.receives(output(0, request(TYPE), 5));
    await turn();
    opened.socket.receives(output(1, '{"Challenge":"AAAA"}', 8));
    opened.socket.receives(output(2, COMPLETE, 7));
    opened.socket.receives(output(3, '$ '));
    assert.equal(opened.output, '$ ');
    assert.match(opened.log.join('\n'), /output 1 of type 8, 20 bytes, is skipped/);
  });

  test('ends where the agent does not go on with it', async () => {
    const opened = await openedSession();
    opened.socket.receives(output(0, request(TYPE), 5));
    await turn();
    opened.socket.receives(acknowledge(0));
    opened.socket.receives(acknowledge(1));
    opened.clock.advance(30_000);
    opened.socket.pongs();
    opened.clock.advance(30_000);
    assert.deepEqual(names(opened.states), ['ended']);
    assert.equal(problemCode(await opened.session.ended), 'session/agent-absent');
    assert.equal(opened.clock.pending, 0);
  });

  test('ends where it cannot be read', async () => {
    const opened = await openedSession();
    opened.socket.receives(output(0, 'nonsense', 5));
    assert.equal(problemCode(await opened.session.ended), 'session/handshake');
  });

  test('is not shaken twice', async () => {
    const opened = await readySession();
    opened.socket.receives(output(1, request(TYPE), 5));
    opened.socket.receives(output(2, COMPLETE, 7));
    opened.socket.receives(output(3, 'more'));
    assert.equal(opened.output, '$ more');
    assert.deepEqual(streamData(opened.socket.taken()), []);
  });
});

suite('what the agent has to say', () => {
  test('is told when the handshake is complete, and when there is an error', async () => {
    const notices: string[] = [];
    const opened = await openedSession({ onNotice: (message) => notices.push(message) });
    opened.socket.receives(output(0, request(TYPE), 5));
    await turn();
    opened.socket.receives(output(1, '{"CustomerMessage":"Welcome.\\nBe careful."}', 7));
    opened.socket.receives(output(2, 'something is wrong', 2));
    opened.socket.receives(output(3, '', 2));
    assert.deepEqual(notices, ['Welcome.\nBe careful.', 'something is wrong']);
  });

  test('is the exit code of a command without a terminal', async () => {
    for (const [payload, exitCode] of [
      ['EXIT_CODE: 5', 5],
      ['EXIT_CODE: -1', -1],
    ] as const) {
      const opened = await readySession();
      opened.socket.receives(output(1, payload, 12));
      opened.socket.receives(channelClosed(''));
      assert.deepEqual(await opened.session.ended, { reason: 'closed', message: '', exitCode });
    }
    const opened = await readySession();
    opened.socket.receives(output(1, 'EXIT_CODE: many', 12));
    opened.socket.receives(channelClosed(''));
    assert.deepEqual(await opened.session.ended, { reason: 'closed', message: '' });
  });
});
