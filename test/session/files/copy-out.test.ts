import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { SessionEnd } from '../../../src/session/api.ts';
import type { StartCommand } from '../../../src/session/commands/api.ts';
import { copyFromContainer } from '../../../src/session/files/copy-out.ts';
import type { Session } from '../../../src/session/shell/api.ts';

/** A container that says this of a file, and then sends the same without end. It counts the bytes that were taken. */
class Endless {
  sent = 0;
  readonly #facts: string;
  readonly #piece: Buffer;

  constructor(facts: string, piece: string) {
    this.#facts = facts;
    this.#piece = Buffer.from(piece);
  }

  readonly start: StartCommand = (_line, { onOutput }) => {
    let end: (end: SessionEnd) => void = () => undefined;
    const ended = new Promise<SessionEnd>((resolve) => {
      end = resolve;
    });
    let isOpen = true;
    let isPaused = false;
    const flood = (): void => {
      if (isOpen && !isPaused) {
        this.sent += this.#piece.length;
        onOutput(this.#piece);
      }
      if (isOpen) {
        setImmediate(flood);
      }
    };
    const close = (): void => {
      isOpen = false;
      end({ reason: 'left' });
    };
    const session: Partial<Session> = {
      ended,
      close,
      interrupt: close,
      state: { name: 'ready' },
      queued: 0,
      write: () => {
        onOutput(Buffer.from('\x1edata\x1e'));
        flood();
        return true;
      },
      pause: () => {
        isPaused = true;
      },
      resume: () => {
        isPaused = false;
      },
    };
    setImmediate(() => onOutput(Buffer.from(`\x1e${this.#facts}\x1e`)));
    return Promise.resolve(session as Session);
  };
}

for (const [what, facts, piece, most] of [
  ['more bytes than a file has', 'kind=file code=base64 sum=wc size=1000', 'QUJD'.repeat(100), 1024 * 1024],
  ['nothing but line endings', 'kind=file code=base64 sum=wc size=1000', '\n'.repeat(1000), 1024 * 1024],
  [
    'nothing but line endings for a file of unknown size',
    'kind=file code=hex sum=none',
    '\n'.repeat(1000),
    1024 * 1024,
  ],
] as const) {
  test(`a container that sends ${what} is heard no longer`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ecs-exec-out-'));
    const peer = new Endless(facts, piece);
    const copying = copyFromContainer({
      start: peer.start,
      localPath: folder,
      containerPath: '/file',
      confirmReplace: () => Promise.resolve(false),
      signal: new AbortController().signal,
    });
    await assert.rejects(copying, { code: 'copy/garbled' });
    assert.ok(peer.sent <= most, String(peer.sent));
    assert.deepEqual(await readdir(folder), []);
    await rm(folder, { recursive: true });
  });
}
