import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { ByteQueue } from '../../../src/session/stream/byte-queue.ts';
import { runs } from '../../support/properties.ts';

suite('a byte queue', () => {
  test('gives out what was put in, in pieces of the size that is asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 })), fc.integer({ min: 1, max: 70 }), (pieces, most) => {
        const queue = new ByteQueue();
        for (const piece of pieces) {
          queue.push(piece);
        }
        const all = Buffer.concat(pieces);
        assert.equal(queue.length, all.length);
        const taken: Uint8Array[] = [];
        while (queue.length > 0) {
          const left = queue.length;
          const piece = queue.take(most);
          assert.equal(piece.length, Math.min(most, left));
          taken.push(piece);
        }
        assert.deepEqual(Buffer.concat(taken), all);
      }),
      runs(),
    );
  });

  test('takes and gives in turn, also after many pieces', () => {
    const queue = new ByteQueue();
    let next = 0;
    for (let n = 0; n < 5000; n++) {
      queue.push(Uint8Array.of(n & 0xff));
      queue.push(Uint8Array.of(n & 0xff));
      assert.deepEqual(queue.take(1), Uint8Array.of((next++ >> 1) & 0xff));
    }
    for (let left = 5000; left > 0; left--) {
      assert.equal(queue.length, left);
      assert.equal(queue.take(1)[0], (next++ >> 1) & 0xff);
    }
    assert.equal(queue.length, 0);
  });

  test('is empty after all is taken', () => {
    const queue = new ByteQueue();
    queue.push(Uint8Array.of(1, 2, 3));
    queue.push(Uint8Array.of(4));
    assert.deepEqual(queue.take(queue.length), Uint8Array.of(1, 2, 3, 4));
    assert.equal(queue.length, 0);
    assert.deepEqual(queue.take(5), new Uint8Array());
  });
});
