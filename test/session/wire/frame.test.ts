import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { decodeFrame, encodeFrame, type Frame } from '../../../src/session/wire/frame.ts';
import { runs } from '../../support/properties.ts';

/** Written by hand from the layout, not with the encoder. */
const OUTPUT_ABC = bytes(`
  00000074                                                          header length
  6f75747075745f73747265616d5f646174612020202020202020202020202020  output_stream_data
  00000001                                                          schema version
  0000018bcfe56800                                                  1700000000000
  0000000500000007                                                  5 * 2^32 + 7
  0000000000000001                                                  SYN
  8899aabbccddeeff                                                  second half of the id
  0011223344556677                                                  first half
  ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  SHA-256 of "abc"
  0000000b                                                          payload type 11
  00000003                                                          payload length
  616263                                                            abc`);

const ABC: Frame = {
  messageType: 'output_stream_data',
  createdDate: 1_700_000_000_000,
  sequenceNumber: 5 * 2 ** 32 + 7,
  flags: 1,
  messageId: '00112233-4455-6677-8899-aabbccddeeff',
  payloadType: 11,
  payload: Buffer.from('abc'),
};

/** The rows' first column is hex, the rest says what it is. */
function bytes(table: string): Buffer {
  return Buffer.from([...table.matchAll(/^ *([0-9a-f]+)/gm)].map(([, hex]) => hex).join(''), 'hex');
}

function changed(change: (frame: Buffer) => void): Buffer {
  const copy = Buffer.from(OUTPUT_ABC);
  change(copy);
  return copy;
}

const anyFrame: fc.Arbitrary<Frame> = fc.record(
  {
    messageType: fc.stringMatching(/^[a-z_]{1,32}$/),
    createdDate: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    sequenceNumber: fc.nat(Number.MAX_SAFE_INTEGER),
    flags: fc.nat(3),
    messageId: fc.uuid(),
    payloadType: fc.nat(0xffffffff),
    payload: fc.uint8Array({ maxLength: 2000 }).map((payload) => Buffer.from(payload)),
  },
  { noNullPrototype: true },
);

suite('frames', () => {
  test('are written as the layout says', () => {
    assert.equal(encodeFrame(ABC).toString('hex'), OUTPUT_ABC.toString('hex'));
  });

  test('are read as the layout says', () => {
    assert.deepEqual(decodeFrame(OUTPUT_ABC), { ok: true, frame: ABC });
  });

  test('are read from any view of bytes', () => {
    const larger = new Uint8Array(1000);
    larger.set(OUTPUT_ABC, 77);
    assert.deepEqual(decodeFrame(larger.subarray(77, 77 + OUTPUT_ABC.length)), { ok: true, frame: ABC });
  });

  test('do not copy their payload when read', () => {
    const decoded = decodeFrame(OUTPUT_ABC);
    assert.ok(decoded.ok);
    assert.equal(decoded.frame.payload.buffer, OUTPUT_ABC.buffer);
  });

  test('may have their type padded with NULs and spaces on both sides', () => {
    const decoded = decodeFrame(changed((frame) => frame.fill(0, 4, 36).write(' \0acknowledge \0 ', 4)));
    assert.equal(decoded.ok && decoded.frame.messageType, 'acknowledge');
  });

  test('may have a longer header, and end where their bytes end', () => {
    const longer = Buffer.concat([OUTPUT_ABC.subarray(0, 120), Buffer.from('more'), OUTPUT_ABC.subarray(120)]);
    longer.writeUInt32BE(120, 0);
    longer.writeUInt32BE(999, 116);
    const decoded = decodeFrame(longer);
    assert.equal(decoded.ok && Buffer.from(decoded.frame.payload).toString(), 'abc');
  });

  const unreadable: Record<string, [Buffer, string]> = {
    'nothing at all': [Buffer.alloc(0), 'shorter than its header'],
    'a header cut short': [OUTPUT_ABC.subarray(0, 119), 'shorter than its header'],
    'a header length below the fixed part': [
      changed((frame) => frame.writeUInt32BE(115, 0)),
      'impossible header length',
    ],
    'a header longer than the frame': [changed((frame) => frame.writeUInt32BE(120, 0)), 'impossible header length'],
    'the greatest header length': [changed((frame) => frame.writeUInt32BE(0xffffffff, 0)), 'impossible header length'],
    'no date': [changed((frame) => frame.fill(0, 40, 48)), 'no date'],
    'a negative sequence number': [changed((frame) => frame.writeBigInt64BE(-1n, 48)), 'impossible sequence number'],
    'a sequence number that a double cannot hold': [
      changed((frame) => frame.writeBigInt64BE(2n ** 53n, 48)),
      'impossible sequence number',
    ],
    'a payload changed by one bit': [changed((frame) => frame.writeUInt8(0x60, 120)), 'digest does not match'],
    'a digest changed by one bit': [changed((frame) => frame.writeUInt8(0xac, 111)), 'digest does not match'],
    'a payload cut short': [OUTPUT_ABC.subarray(0, 122), 'digest does not match'],
  };
  for (const [what, [frame, reason]] of Object.entries(unreadable)) {
    test(`are refused with ${what}`, () => {
      assert.deepEqual(decodeFrame(frame), { ok: false, reason });
    });
  }

  test('come back as they were', () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        assert.deepEqual(decodeFrame(encodeFrame(frame)), { ok: true, frame });
      }),
      runs(),
    );
  });

  test('are read from random bytes without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (random) => {
        const decoded = decodeFrame(random);
        assert.equal(decoded.ok, false, 'no random bytes have the right digest');
      }),
      runs(500),
    );
  });
});
