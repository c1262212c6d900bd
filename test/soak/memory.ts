import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openSession } from '../../src/session/index.ts';
import type { Session } from '../../src/session/shell/api.ts';
import { memoryInUse } from './memory-in-use.ts';

const GIGABYTE = 1024 ** 3;
const CHECK_EVERY = 32 * 1024 ** 2;
const MOST_GROWTH = 48 * 1024 ** 2;

/** Receives a gigabyte, in chunks that are numbered by their first bytes, and asserts that memory stays flat. */
async function flood(onChunk: (session: Session) => void): Promise<void> {
  const peer = fork(fileURLToPath(import.meta.resolve('./flood-peer.ts')), [String(GIGABYTE)]);
  const [port] = (await once(peer, 'message')) as [number];
  let received = 0;
  let before: number | undefined;
  let most = 0;
  await new Promise<void>((resolve, reject) => {
    const session = openSession({
      sessionId: 's',
      streamUrl: `ws://127.0.0.1:${port}/`,
      tokenValue: 't',
      sign: () => Promise.resolve({}),
      onOutput: (bytes) => {
        if (Buffer.from(bytes).readUInt32BE() !== received / 1024) {
          reject(new Error(`The chunk after ${received} bytes is not the next.`));
        }
        received += bytes.length;
        if (received % CHECK_EVERY === 0) {
          const inUse = memoryInUse();
          before ??= inUse;
          most = Math.max(most, inUse - before);
        }
        if (received === GIGABYTE) {
          session.close();
        } else {
          onChunk(session);
        }
      },
    });
    void session.ended.then((end) => (end.reason === 'left' ? resolve() : reject(new Error(JSON.stringify(end)))));
  });
  peer.disconnect();
  assert.equal(received, GIGABYTE);
  assert.ok(most < MOST_GROWTH, `memory grew by ${most} bytes`);
}

test('a gigabyte of output leaves no memory behind', async () => {
  await flood(() => undefined);
});

test('nor does it with a reader that stops again and again', async () => {
  let chunks = 0;
  await flood((session) => {
    if (++chunks % 1000 === 0) {
      session.pause();
      setTimeout(() => session.resume(), 5);
    }
  });
});
