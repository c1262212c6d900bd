import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { suite, test } from 'node:test';
import type { SessionEnd } from '../../../src/session/api.ts';
import { Cipher } from '../../../src/session/channel/cipher.ts';
import { MOST_ACTIONS } from '../../../src/session/channel/handshake.ts';
import { MOST_NOTES } from '../../../src/session/channel/limited-log.ts';
import { LONGEST_NOTICE, MOST_CHALLENGES, MOST_NOTICES } from '../../../src/session/channel/state-machine.ts';
import type { SessionOptions } from '../../../src/session/shell/api.ts';
import { encodeFrame } from '../../../src/session/wire/frame.ts';
import { LARGEST_JSON } from '../../../src/session/wire/json.ts';
import { LONGEST_CLOSING } from '../../../src/session/wire/messages.ts';
import { agentFrame, channelClosed, output } from '../support/agent-frames.ts';
import { openedSession, readySession, turn } from '../support/opened.ts';
import { streamData } from '../support/read-frames.ts';

const COUNTS = [1000, 4000];
const TYPE = { ActionType: 'SessionType', ActionParameters: { SessionType: 'InteractiveCommands' } };
const KMS = { ActionType: 'KMSEncryption', ActionParameters: { KMSKeyId: 'key' } };

function request(...actions: readonly object[]): string {
  return JSON.stringify({ AgentVersion: '3.3', RequestedClientActions: actions });
}

function problemCode(end: SessionEnd): string {
  return end.reason === 'failed' ? end.problem.code : end.reason;
}

/** A KMS that counts, and the agent's half of each key that it gives. */
function countingKms(): { readonly encryption: NonNullable<SessionOptions['encryption']>; readonly agents: Cipher[] } {
  const agents: Cipher[] = [];
  const dataKey = () => {
    const plaintext = randomBytes(64);
    agents.push(new Cipher(Buffer.concat([plaintext.subarray(32), plaintext.subarray(0, 32)])));
    return Promise.resolve({ plaintext, ciphertext: randomBytes(10) });
  };
  return { encryption: { target: () => Promise.resolve('ecs:a_b_c'), dataKey }, agents };
}

suite('a peer that goes on for ever', () => {
  for (const count of COUNTS) {
    test(`with ${count} challenges is answered a few, and then the session ends`, async () => {
      const { encryption, agents } = countingKms();
      const opened = await openedSession({ encryption });
      opened.socket.receives(output(0, request(TYPE, KMS), 5));
      await turn();
      for (let sequence = 1; sequence <= count; sequence++) {
        opened.socket.receives(
          output(sequence, JSON.stringify({ Challenge: agents[0]!.encrypt(randomBytes(64)).toString('base64') }), 8),
        );
      }
      assert.equal(streamData(opened.socket.taken()).filter(([type]) => type === 9).length, MOST_CHALLENGES);
      assert.equal(problemCode(await opened.session.ended), 'session/handshake');
    });

    test(`with ${count} actions in its handshake asks KMS for one key at most`, async () => {
      const many = countingKms();
      const opened = await openedSession({ encryption: many.encryption });
      opened.socket.receives(output(0, request(TYPE, ...Array.from({ length: count }, () => KMS)), 5));
      assert.equal(problemCode(await opened.session.ended), 'session/handshake');
      assert.equal(many.agents.length, 0);
      const few = countingKms();
      const other = await openedSession({ encryption: few.encryption });
      other.socket.receives(output(0, request(TYPE, ...Array.from({ length: MOST_ACTIONS - 1 }, () => KMS)), 5));
      assert.equal(problemCode(await other.session.ended), 'session/handshake');
      assert.equal(few.agents.length, 1);
    });

    test(`with ${count} notices is heard to a limit`, async () => {
      const notices: string[] = [];
      const opened = await readySession({ onNotice: (message) => notices.push(message) });
      for (let sequence = 1; sequence <= count; sequence++) {
        opened.socket.receives(output(sequence, 'x'.repeat(10 * count), 2));
      }
      assert.equal(notices.length, MOST_NOTICES);
      assert.ok(notices.every((notice) => notice.length <= LONGEST_NOTICE));
      opened.session.close();
    });

    test(`with ${count} messages of unknown type fills no log`, async () => {
      const opened = await readySession();
      for (let sequence = 1; sequence <= count; sequence++) {
        opened.socket.receives(encodeFrame(agentFrame({ messageType: 'unheard of' })));
        opened.socket.receives(output(sequence, '', 77));
        opened.socket.receives(output(sequence, '', 77));
        opened.socket.receives(Buffer.of(1));
      }
      assert.ok(opened.log.length <= MOST_NOTES);
      for (let half = 0; half < 4; half++) {
        opened.clock.advance(15_000);
        opened.socket.pongs();
      }
      opened.socket.receives(Buffer.of(1));
      assert.match(opened.log.join('\n'), /\d more notes in a minute are left out/);
      assert.ok(opened.log.length <= MOST_NOTES + 2);
      opened.session.close();
    });

    test(`that accepts a connection, says something and cuts it ${count} times is asked less and less often`, async () => {
      let asked = 0;
      const resume = () => Promise.resolve({ streamUrl: `wss://x/${asked++}`, tokenValue: 't' });
      const opened = await readySession({ resume });
      const start = opened.clock.now();
      for (let cut = 0; cut < count / 100; cut++) {
        opened.socket.receives(output(cut + 1, '.'));
        opened.socket.ends({ kind: 'closed', code: 1006 });
        const before = asked;
        while (asked === before) {
          opened.clock.advance(100);
          await turn();
        }
        await turn();
        opened.socket.opens();
      }
      const seconds = (opened.clock.now() - start) / 1000;
      assert.ok(asked <= seconds / 5 + 7, `${asked} times in ${seconds} s`);
      opened.session.close();
    });
  }

  test('in one message is read to a limit', async () => {
    const opened = await openedSession();
    opened.socket.receives(channelClosed('x'.repeat(LARGEST_JSON / 2)));
    const end = await opened.session.ended;
    assert.equal(end.reason === 'closed' && end.message.length, LONGEST_CLOSING);
    const larger = await openedSession();
    larger.socket.receives(channelClosed('x'.repeat(LARGEST_JSON)));
    assert.deepEqual(await larger.session.ended, { reason: 'closed', message: '' });
    const { encryption, agents } = countingKms();
    const challenged = await openedSession({ encryption });
    challenged.socket.receives(output(0, request(TYPE, KMS), 5));
    await turn();
    challenged.socket.receives(
      output(1, JSON.stringify({ Challenge: agents[0]!.encrypt(randomBytes(2000)).toString('base64') }), 8),
    );
    assert.equal(problemCode(await challenged.session.ended), 'session/undecryptable');
  });
});
