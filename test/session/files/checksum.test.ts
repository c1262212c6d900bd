import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Checker, Checksum } from '../../../src/session/files/checksum.ts';

/** Of no bytes, and of the nine of "123456789"; as the programs of GNU coreutils print them. */
const PRINTED: readonly (readonly [Checker, empty: string, nine: string])[] = [
  [
    'sha256sum',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  -',
    '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225  -',
  ],
  ['cksum', '4294967295 0', '930766865 9'],
  ['wc', '0', '      9'],
];

function matches(checker: Checker, content: string, printed: string): boolean {
  const checksum = new Checksum(checker);
  for (const char of content) {
    checksum.update(Buffer.from(char));
  }
  return checksum.matches(printed);
}

for (const [checker, empty, nine] of PRINTED) {
  test(`${checker} of the same bytes matches, and of others does not`, () => {
    assert.ok(matches(checker, '', empty));
    assert.ok(matches(checker, '123456789', nine));
    assert.ok(!matches(checker, '12345678', nine));
    assert.ok(!matches(checker, '', ''));
  });
}

test('where the container has no such program, nothing is compared', () => {
  assert.ok(matches('none', 'x', ''));
});
