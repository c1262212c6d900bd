import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { age } from '../../src/live/age.ts';
import { english } from '../../src/text.ts';

suite('an age', () => {
  for (const [seconds, expected] of [
    [-5, '0 s'],
    [0, '0 s'],
    [59, '59 s'],
    [60, '1 min'],
    [3_599, '59 min'],
    [3_600, '1 h'],
    [47 * 3_600, '47 h'],
    [48 * 3_600, '2 days'],
    [400 * 86_400, '400 days'],
  ] as const) {
    test(`of ${seconds} seconds is ${expected}`, () => {
      assert.equal(english(age(new Date(1_000_000), 1_000_000 + seconds * 1_000)), expected);
    });
  }
});
