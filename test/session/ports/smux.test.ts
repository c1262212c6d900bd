import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import {
  closeFrame,
  dataFrames,
  keepAliveFrame,
  openFrame,
  SmuxReader,
  type Told,
} from '../../../src/session/ports/smux.ts';
import { runs } from '../../support/properties.ts';

/** All that is told in these pieces, with the data of each stream joined. */
function readAll(pieces: Iterable<Uint8Array>): {
  readonly data: ReadonlyMap<number, Buffer>;
  readonly others: readonly Told[];
} {
  const reader = new SmuxReader();
  const data = new Map<number, Buffer>();
  const others: Told[] = [];
  for (const piece of pieces) {
    for (const told of reader.read(piece)) {
      if (told.kind === 'data') {
        data.set(told.stream, Buffer.concat([data.get(told.stream) ?? Buffer.alloc(0), told.bytes]));
      } else {
        others.push(told);
      }
    }
  }
  return { data, others };
}

function* cut(bytes: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
  let at = 0;
  for (const length of lengths) {
    yield bytes.subarray(at, at + length);
    at += length;
  }
  yield bytes.subarray(at);
}

suite('smux', () => {
  test('frames are those of version 1, little-endian', () => {
    assert.equal(openFrame(3).toString('hex'), '0100000003000000');
    assert.equal(closeFrame(0x01020304).toString('hex'), '0101000004030201');
    assert.equal(dataFrames(5, Buffer.from('abc')).toString('hex'), '0102030005000000616263');
    assert.equal(keepAliveFrame().toString('hex'), '0103000000000000');
  });

  test('data is sent in frames of 32 KiB at most', () => {
    const frames = dataFrames(7, Buffer.alloc(70_000));
    assert.deepEqual(
      [0, 32_776, 65_552].map((at) => frames.readUInt16LE(at + 2)),
      [32_768, 32_768, 70_000 - 65_536],
    );
    assert.equal(frames.length, 70_000 + 3 * 8);
    assert.equal(dataFrames(7, Buffer.alloc(0)).length, 0);
  });

  const piece = fc.record({
    stream: fc.integer({ min: 0, max: 0xffffffff }),
    bytes: fc.uint8Array({ maxLength: 200 }),
  });

  test('frames that are cut anywhere tell the same', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 20 }),
        fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 200 }),
        (sent, lengths) => {
          const bytes = Buffer.concat(
            sent.flatMap(({ stream, bytes: data }) => [
              openFrame(stream),
              dataFrames(stream, data),
              keepAliveFrame(),
              closeFrame(stream),
            ]),
          );
          const { data, others } = readAll(cut(bytes, lengths));
          for (const stream of new Set(sent.map((one) => one.stream))) {
            const expected = Buffer.concat(sent.filter((one) => one.stream === stream).map((one) => one.bytes));
            assert.deepEqual(data.get(stream) ?? Buffer.alloc(0), expected);
          }
          assert.deepEqual(
            others,
            sent.flatMap(({ stream }) => [{ kind: 'keep-alive' }, { kind: 'close', stream }]),
          );
        },
      ),
      runs(),
    );
  });

  test('anything else is told once, and nothing after it', () => {
    const wrong: Record<string, Buffer> = {
      'another version': Buffer.from('0200000003000000', 'hex'),
      'an unknown command': Buffer.from('0104000003000000', 'hex'),
      'a close with data': Buffer.from('0101010003000000', 'hex'),
    };
    for (const [what, bytes] of Object.entries(wrong)) {
      assert.deepEqual(readAll([bytes, closeFrame(3)]).others, [{ kind: 'malformed' }], what);
    }
  });

  test('no bytes make it throw', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 100 })), (pieces) => {
        const { others } = readAll(pieces);
        assert.ok(others.filter(({ kind }) => kind === 'malformed').length <= 1);
      }),
      runs(),
    );
  });
});
