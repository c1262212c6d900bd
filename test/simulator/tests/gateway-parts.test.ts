import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RoundTrip } from '../gateway/agent/round-trip.ts';
import { cutOutput } from '../gateway/agent/utf8.ts';
import { splitWords, WordsError } from '../gateway/agent/words.ts';
import { decodeFrame, encodeFrame } from '../gateway/frame.ts';

test('a frame has its fields where the protocol has them', () => {
  const frame = encodeFrame({
    messageType: 'input_stream_data',
    sequenceNumber: 0x0102,
    flags: 3,
    messageId: '00112233-4455-6677-8899-aabbccddeeff',
    payloadType: 1,
    payload: Buffer.from('ls\n'),
  });
  const created = frame.subarray(40, 48).toString('hex');
  assert.equal(
    frame.toString('hex'),
    [
      '00000074', // header length
      '696e7075745f73747265616d5f64617461', // input_stream_data …
      '20'.repeat(15), // … padded to 32
      '00000001', // schema version
      created,
      '0000000000000102', // sequence number
      '0000000000000003', // flags
      '8899aabbccddeeff', // second half of the UUID
      '0011223344556677', // first half
      'e9fe7e88e89d532379960402db8f9458194dae772aa5fda5a12806c22215f0ff', // what sha256sum says of the payload
      '00000001', // payload type
      '00000003', // payload length
      '6c730a',
    ].join(''),
  );
  assert.ok(Math.abs(Number(`0x${created}`) - Date.now()) < 60_000);
  assert.deepEqual(decodeFrame(frame), {
    messageType: 'input_stream_data',
    createdDate: Number(`0x${created}`),
    sequenceNumber: 0x0102,
    flags: 3,
    messageId: '00112233-4455-6677-8899-aabbccddeeff',
    payloadType: 1,
    payload: Buffer.from('ls\n'),
    digest: frame.subarray(80, 112),
  });
});

test('a command line is split as the agent splits it', () => {
  const cases: [line: string, words: string[]][] = [
    ['', []],
    ['  /bin/sh  -l\t\n', ['/bin/sh', '-l']],
    [`sh -c 'echo "$HOME" \\n' ''`, ['sh', '-c', 'echo "$HOME" \\n', '']],
    ['a"b c"d e\\ f', ['ab cd', 'e f']],
    ['"a\\"b\\nc"', ['a"bnc']],
    ['echo a#b # a comment\nand more', ['echo', 'a#b', 'and', 'more']],
    ['$HOME && `id` | *', ['$HOME', '&&', '`id`', '|', '*']],
    ['"ünï" 日本', ['ünï', '日本']],
  ];
  for (const [line, words] of cases) {
    assert.deepEqual(splitWords(line), words);
  }
  for (const line of ['"open', "'open", 'end\\', '"end\\']) {
    assert.throws(() => splitWords(line), WordsError);
  }
});

test('output is cut between characters, and only its end may wait', () => {
  const cases: [output: string, sent: string, rest: string][] = [
    ['61', '61', ''],
    ['', '', ''],
    ['61e282', '61', 'e282'], // the beginning of €
    ['e282ac', 'e282ac', ''],
    ['61f09f98', '61', 'f09f98'],
    ['61ff', '61', 'ff'],
    ['ff616263', 'ff616263', ''], // no UTF-8, but not at the end
    ['ff6162', '', 'ff6162'],
    ['616280', '6162', '80'],
    ['efbfbd61626364', 'ef61626364', ''], // a literal U+FFFD loses two bytes
    ['61efbfbd', '61', 'efbfbd'],
  ];
  for (const [output, sent, rest] of cases) {
    const cut = cutOutput(Buffer.from(output, 'hex'));
    assert.deepEqual([cut.sent.toString('hex'), cut.rest.toString('hex')], [sent, rest]);
  }
});

test('the retransmission timeout follows the round trips, up to a second', () => {
  const roundTrip = new RoundTrip();
  assert.equal(roundTrip.timeout, 200);
  roundTrip.measure(20);
  // Variation 0.25 · |100 − 20| = 20, smoothed 0.875 · 100 + 0.125 · 20 = 90.
  assert.equal(roundTrip.timeout, 170);
  for (let time = 0; time < 200; time += 1) {
    roundTrip.measure(5);
  }
  assert.ok(Math.abs(roundTrip.timeout - 15) < 0.1);
  for (let time = 0; time < 10; time += 1) {
    roundTrip.measure(5000);
  }
  assert.equal(roundTrip.timeout, 1000);
});
