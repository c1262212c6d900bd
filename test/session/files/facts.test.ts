import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modeOf, readOutcome } from '../../../src/session/files/facts.ts';

for (const [written, mode] of [
  ['644', 0o644],
  ['4755', 0o755],
  ['0', 0],
  ['-rw-------', 0o600],
  ['-rwxr-x--x', 0o751],
  ['-rwsr-xr-x', 0o755],
  ['-rwSr--r--', 0o644],
  ['drwxrwxrwt', 0o777],
  ['drwxrwx--T', 0o770],
  ['-rw-r--r--.', 0o644],
  ['-rw-r--r--+', 0o644],
  ['', undefined],
  ['rwx', undefined],
  ['999', undefined],
] as const) {
  test(`the mode ${written} is ${mode?.toString(8) ?? 'not known'}`, () => {
    assert.equal(modeOf(written), mode);
  });
}

for (const [message, outcome] of [
  ['=0 0', { words: '', exitCode: 0, harmless: 0, rest: '' }],
  ['=1 3 abc  -', { words: '', exitCode: 1, harmless: 3, rest: 'abc  -' }],
  [
    'tar: ./a=5 0 x: gone\n  twice\n=2 0 /a=b c',
    { words: 'tar: ./a=5 0 x: gone twice', exitCode: 2, harmless: 0, rest: '/a=b c' },
  ],
  ['no end', { words: 'no end', exitCode: 1, harmless: 0, rest: '' }],
] as const) {
  test(`the outcome of ${JSON.stringify(message)}`, () => {
    assert.deepEqual(readOutcome(message), outcome);
  });
}
