import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { ExitCodeReader } from '../../src/session/commands/shell-command.ts';
import { encodeFrame } from '../../src/session/wire/frame.ts';
import { agentFrame, output } from '../session/support/agent-frames.ts';
import { readySession } from '../session/support/opened.ts';
import { memoryInUse } from './memory-in-use.ts';

const FRAMES = 500_000;
const CHECK_EVERY = 50_000;
const MOST_GROWTH = 96 * 1024 * 1024;
const MARK = 'ab'.repeat(24);

/** What a peer may say again and again. */
const kinds: Readonly<Record<string, (sequence: number) => Buffer>> = {
  'output that is early': (sequence) => output(sequence + 1, randomBytes(64)),
  'marks without an end': (sequence) => output(sequence, `\x1e${MARK}:999999`),
  notices: (sequence) => output(sequence, `notice ${sequence}`, 2),
  challenges: (sequence) => output(sequence, '{"Challenge":"AAAA"}', 8),
  'exit codes': (sequence) => output(sequence, `EXIT_CODE: ${sequence % 256}`, 12),
  'messages of unknown type': (sequence) => encodeFrame(agentFrame({ messageType: `unknown ${sequence}` })),
  publications: () => encodeFrame(agentFrame({ messageType: 'pause_publication', payload: randomBytes(64) })),
  noise: () => randomBytes(200),
};

for (const [kind, frame] of Object.entries(kinds)) {
  test(`a peer that never ends, with ${kind}, leaves no memory behind`, { timeout: 3_600_000 }, async () => {
    const reader = new ExitCodeReader(MARK);
    let notices = 0;
    const opened = await readySession({
      onOutput: (bytes) => void reader.read(bytes),
      onNotice: () => notices++,
      log: () => undefined,
    });
    let before: number | undefined;
    for (let sequence = 1; sequence <= FRAMES; sequence++) {
      opened.socket.receives(frame(sequence));
      if (sequence % CHECK_EVERY === 0) {
        opened.socket.taken();
        before ??= memoryInUse();
        assert.ok(memoryInUse() - before < MOST_GROWTH, `after ${sequence} frames`);
      }
    }
    assert.ok(notices < 100);
    opened.session.close();
    await opened.session.ended;
  });
}
