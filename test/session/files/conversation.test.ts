import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SessionEnd } from '../../../src/session/api.ts';
import type { StartCommand } from '../../../src/session/commands/api.ts';
import { Conversation } from '../../../src/session/files/conversation.ts';
import type { Session } from '../../../src/session/shell/api.ts';

const signal = new AbortController().signal;
const garbled = { code: 'copy/garbled' };

/** A session in which something else speaks than a script of ours. It counts what it is asked. */
class Peer {
  readonly written: string[] = [];
  isPaused = false;
  isClosed = false;
  speak: (bytes: Uint8Array) => void = () => undefined;
  #end: (end: SessionEnd) => void = () => undefined;

  readonly start: StartCommand = (_line, { onOutput }) => {
    this.speak = onOutput;
    const ended = new Promise<SessionEnd>((resolve) => {
      this.#end = resolve;
    });
    const close = (): void => {
      this.isClosed = true;
      this.#end({ reason: 'left' });
    };
    const session: Partial<Session> = {
      ended,
      close,
      interrupt: close,
      queued: 0,
      state: { name: 'ready' },
      write: (input) => {
        this.written.push(String(input));
        if (input === '\n') {
          close();
        }
        return true;
      },
      pause: () => {
        this.isPaused = true;
      },
      resume: () => {
        this.isPaused = false;
      },
    };
    return Promise.resolve(session as Session);
  };

  say(message: string): void {
    this.speak(Buffer.from(`\x1e${message}\x1e`));
  }

  /** Sends the same again until the other side has had enough; how many bytes that were. */
  flood(piece: string): number {
    const bytes = Buffer.from(piece);
    let sent = 0;
    for (; !this.isClosed && !this.isPaused; sent += bytes.length) {
      assert.ok(sent < 64 * 1024 * 1024, 'It is never enough.');
      this.speak(bytes);
    }
    return sent;
  }
}

async function talkTo(peer: Peer): Promise<Conversation> {
  return Conversation.start('', [], peer.start, signal);
}

test('a message that never ends breaks it off, at a quarter of a megabyte', async () => {
  const peer = new Peer();
  const conversation = await talkTo(peer);
  const message = conversation.message();
  peer.speak(Buffer.of(0x1e));
  assert.ok(peer.flood('x'.repeat(1000)) <= 257 * 1024);
  await assert.rejects(message, garbled);
  assert.ok(peer.isClosed);
});

test('messages that nobody asked for break it off, after a few', async () => {
  const peer = new Peer();
  const conversation = await talkTo(peer);
  assert.ok(peer.flood('\x1e\x1e') <= 2 * 9);
  await assert.rejects(conversation.message(), garbled);
  await assert.rejects(conversation.go(), garbled);
});

test('data that nobody takes pause it, whatever their pieces are', async () => {
  for (const [piece, most] of [
    ['x'.repeat(1000), 1024 * 1024],
    ['x', 9000],
  ] as const) {
    const peer = new Peer();
    await talkTo(peer);
    peer.say('data');
    const sent = peer.flood(piece);
    assert.ok(peer.isPaused && sent <= most + piece.length, String(sent));
  }
});

test('what comes before the first message is not kept', async () => {
  const peer = new Peer();
  const conversation = await talkTo(peer);
  for (let times = 0; times < 10_000; times += 1) {
    peer.speak(Buffer.from('motd\r\n'.repeat(100)));
  }
  assert.ok(!peer.isPaused);
  peer.say('facts');
  assert.equal(await conversation.message(), 'facts');
});

test('the script hears that all has come, and not before it has', async () => {
  const peer = new Peer();
  const conversation = await talkTo(peer);
  peer.say('done');
  await conversation.message();
  assert.deepEqual(peer.written, []);
  await conversation.close(true);
  assert.deepEqual(peer.written, ['\n']);
});
