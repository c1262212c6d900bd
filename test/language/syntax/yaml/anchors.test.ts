import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Source } from '../../../../src/language/syntax/value.ts';
import { breaksIn } from '../../../../src/language/syntax/yaml/anchors.ts';

/** Whether to remove a part of a text breaks an alias elsewhere in it. */
function breaks(text: string, part: string): boolean {
  const start = text.indexOf(part);
  assert.ok(start >= 0);
  const isBroken = breaksIn({ text } as Source)?.({ start, end: start + part.length, text: '' });
  return isBroken ?? false;
}

suite('an edit breaks what stands elsewhere', () => {
  test('where it removes an anchor of an alias before or behind', () => {
    assert.ok(breaks('a: &x 1\nb: *x\n', 'a: &x 1\n'));
    assert.ok(breaks('\uFEFFa: [&y 2, { b: &x 1 }]\r\nc: [*x]\r\n', '[&y 2, { b: &x 1 }]'));
    assert.ok(breaks('--- # c\na: &x |\n  *x &z\nb: "*x"\nc: *x\n', 'a: &x |\n  *x &z\n'));
  });

  test('not where the aliases go with it, or there is none', () => {
    assert.ok(!breaks('a: [&x 1, *x]\nb: 2\n', 'a: [&x 1, *x]\n'));
    assert.ok(!breaks('a: &x 1\nb: *y\n', 'a: &x 1\n'));
    assert.ok(!breaks('a: &x 1\nb: *x\n', 'b: *x\n'));
  });

  test('not where what looks like one is in a string', () => {
    assert.ok(!breaks('a: |-\n  &x\nb: *x\n', 'a: |-\n  &x\n'));
    assert.ok(!breaks('a: "&x"\nb: *x\n', 'a: "&x"\n'));
    assert.ok(!breaks("a: &x 1\nb: '*x'\nc: b *x # *x\n", 'a: &x 1\n'));
  });
});
