import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { encodeFrame } from '../../../src/session/wire/frame.ts';
import { runs } from '../../support/properties.ts';
import { acknowledge, agentFrame, channelClosed, output } from '../support/agent-frames.ts';
import { frameStorm } from '../support/frame-storm.ts';
import { type OpenedSession, openedSession } from '../support/opened.ts';

/** Makes the digest right again, so that what is inside gets looked at. */
function withDigest(frame: Uint8Array): Buffer {
  const bytes = Buffer.from(frame);
  if (bytes.length >= 120) {
    const start = Math.min(bytes.length, bytes.readUInt32BE(0) + 4);
    createHash('sha256').update(bytes.subarray(start)).digest().copy(bytes, 80);
  }
  return bytes;
}

const someFrame = fc.oneof(
  fc.tuple(fc.nat(20), fc.string()).map(([sequence, content]) => output(sequence, content)),
  fc.tuple(fc.nat(20), fc.json(), fc.nat(13)).map(([sequence, content, type]) => output(sequence, content, type)),
  fc.nat(20).map((sequence) => acknowledge(sequence)),
  fc
    .tuple(
      fc.constantFrom('acknowledge', 'pause_publication', 'start_publication', 'input_stream_data', 'x'),
      fc.json(),
    )
    .map(([messageType, content]) => encodeFrame(agentFrame({ messageType, payload: Buffer.from(content) }))),
  fc.string().map((message) => channelClosed(message)),
);
const changes = fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 4 });
const mutated = fc
  .tuple(someFrame, changes, fc.boolean(), fc.option(fc.nat(200)))
  .map(([frame, bytes, repaired, length]) => {
    const mutation = Buffer.from(frame);
    for (const [at, value] of bytes) {
      if (at < mutation.length) {
        mutation.writeUInt8(value, at);
      }
    }
    const cut = length === null ? mutation : mutation.subarray(0, length);
    return repaired ? withDigest(cut) : cut;
  });
const anything = fc.oneof(
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
  { weight: 4, arbitrary: mutated },
);

async function afterFrames(
  frames: readonly Uint8Array[],
  act: (opened: OpenedSession) => void,
): Promise<OpenedSession> {
  const opened = await openedSession({ size: { columns: 80, rows: 24 } });
  for (const frame of frames) {
    act(opened);
    opened.socket.receives(frame);
  }
  return opened;
}

suite('whatever the other side sends', () => {
  test('no frame makes the session throw, and it can always be closed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 40 }), async (frames) => {
        const opened = await afterFrames(frames, ({ session, clock }) => {
          session.write('key');
          clock.advance(50);
        });
        opened.session.close();
        await opened.session.ended;
        assert.equal(opened.session.state.name, 'ended');
        assert.equal(opened.clock.pending, 0);
      }),
      runs(300),
    );
  });

  test('what it acknowledges it hands on, once, as soon as the frames before it are here', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(12), { maxLength: 60 }), async (sequences) => {
        const opened = await afterFrames(
          sequences.map((sequence) => output(sequence, `${sequence},`)),
          () => undefined,
        );
        const contiguous = [...Array(13).keys()].findIndex((sequence) => !sequences.includes(sequence));
        const expected = [...Array(contiguous === -1 ? 13 : contiguous).keys()]
          .map((sequence) => `${sequence},`)
          .join('');
        assert.equal(opened.output, expected);
        assert.equal(
          opened.socket.taken().filter((frame) => frame.messageType === 'acknowledge').length,
          sequences.length,
        );
      }),
      runs(),
    );
  });

  test('thirty thousand frames do no harm, neither to shells nor to encrypted sessions', async () => {
    await frameStorm(30_000, 2026);
  });
});
