import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closest } from '../../../src/language/documents/closest.ts';

const MODES = ['awsvpc', 'bridge', 'host', 'none'];

test('finds what one slip of the hand makes of a name', () => {
  for (const slip of ['awspvc', 'awvpc', 'awssvpc', 'awsvpx', 'AWSVPC', 'Awsvpc']) {
    assert.equal(closest(slip, MODES), 'awsvpc', slip);
  }
  assert.equal(closest('brdige', MODES), 'bridge');
  assert.equal(closest('newtworkMode', ['memory', 'networkMode']), 'networkMode');
});

test('finds nothing where too much is different', () => {
  for (const other of ['', 'macvlan', 'overlay', 'hots!!', 'vpc']) {
    assert.equal(closest(other, MODES), undefined, other);
  }
  assert.equal(closest('app', []), undefined);
});

test('allows one mistake in a short name, and a third of the characters in a longer one', () => {
  assert.equal(closest('db', ['d']), 'd');
  assert.equal(closest('db', ['xy']), undefined);
  assert.equal(closest('a', ['b']), undefined);
  assert.equal(closest('a', ['A']), 'A');
  assert.equal(closest('log-router', ['log_routers']), 'log_routers');
  assert.equal(closest('abcdefghi', ['abcdefxyz']), 'abcdefxyz');
  assert.equal(closest('abcdefghi', ['abcdewxyz']), undefined);
});

test('takes the nearest, and the first of those that are as near', () => {
  assert.equal(closest('web', ['wax', 'wed', 'web1', 'WEB']), 'WEB');
  assert.equal(closest('web', ['wet', 'wed']), 'wet');
});

test('gives a name of any length its answer at once', () => {
  assert.equal(closest('x'.repeat(100_000), ['x'.repeat(100_000)]), undefined);
});

test('looks at the first of very many candidates only', () => {
  const others = Array.from({ length: 1000 }, (_, index) => `other-${index}`);
  assert.equal(closest('web', ['web1', ...others]), 'web1');
  assert.equal(closest('web', [...others, 'web1']), undefined);
});
