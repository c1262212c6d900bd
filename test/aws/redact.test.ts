import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { readable, redact } from '../../src/aws/redact.ts';
import { takenOf } from '../support/counted-text.ts';

suite('a long text', () => {
  test('is searched no further than it is shown', () => {
    for (const part of ['a:', 'x', 'authorization ', 'name:password@', 'AKIA', 'a/b_']) {
      const [first = 0, ...others] = takenOf(part, 10_000, redact);
      assert.deepEqual(others, [first, first], part);
      assert.ok(first <= 4000, part);
    }
  });

  test('is not cut within a secret, which nobody would know for one then', () => {
    for (const secret of [
      'http://name:password@proxy',
      'X-Amz-Security-Token: password',
      `${'password'.repeat(9)}==`,
    ]) {
      for (let before = 3900; before < 4010; before += 1) {
        const words = `${'a '.repeat(before / 2)}${'b'.repeat(before % 2)} ${secret} ${'c '.repeat(2000)}`;
        assert.doesNotMatch(redact(words), /pass/, `${secret} after ${before}`);
      }
    }
  });

  test('says that it was cut; a short one stays', () => {
    assert.equal(readable('words '.repeat(10)), 'words '.repeat(10));
    assert.match(readable('words '.repeat(1000)), /words …$/);
    assert.equal(readable('x'.repeat(5000)), '…');
  });
});
