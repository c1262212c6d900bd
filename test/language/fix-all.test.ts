import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding, TextEdit } from '../../src/language/api.ts';
import { fixAll } from '../../src/language/fix-all.ts';
import { applyEdits } from '../../src/language/syntax/edits.ts';
import { sentence } from '../../src/text.ts';

/** A finding that a safe fix mends, and a choice nobody asked for before it. */
function finding(rule: string, edit: TextEdit): Finding {
  const choice = { title: sentence('A choice'), safe: false, edits: () => [{ start: 0, end: 0, text: 'never' }] };
  const fix = { title: sentence('Mend it'), safe: true, edits: () => [edit] };
  return {
    rule,
    messageId: 'wrong',
    severity: 'warning',
    message: sentence('Wrong'),
    range: edit,
    documentation: '',
    unnecessary: [],
    fixes: [choice, fix],
  };
}

/** Wants each of the letters, given with commas between, in the text, and wants them all at its end. */
function wants(letters: string): (text: string) => readonly Finding[] {
  return (text) =>
    letters
      .split(',')
      .filter((letter) => !text.includes(letter))
      .map((letter) => finding(`exec/${letter}`, { start: text.length, end: text.length, text: letter }));
}

test('fixes at the same place are made one after the other, and make one edit', () => {
  assert.deepEqual(fixAll('text ', wants('A,B,C')), [{ start: 5, end: 5, text: 'ABC' }]);
});

test('of fixes that overlap, one is made, and the other only if it is still needed', () => {
  const analyze = (text: string): readonly Finding[] =>
    text === 'abcd'
      ? [finding('exec/x', { start: 0, end: 3, text: 'x' }), finding('exec/y', { start: 1, end: 4, text: 'y' })]
      : [];
  assert.deepEqual(fixAll('abcd', analyze), [{ start: 0, end: 3, text: 'x' }]);
});

test('a fix that needs another first gets its turn', () => {
  const analyze = (text: string): readonly Finding[] =>
    text.includes('one')
      ? [finding('exec/x', { start: text.indexOf('one'), end: text.indexOf('one') + 3, text: 'two' })]
      : text.includes('zero')
        ? [finding('exec/y', { start: 0, end: 4, text: 'one' })]
        : [];
  assert.deepEqual(fixAll('zero!', analyze), [{ start: 0, end: 4, text: 'two' }]);
});

test('ends even if fixes undo each other', () => {
  const analyze = (text: string): readonly Finding[] => [
    finding('exec/x', { start: 0, end: 1, text: text.startsWith('a') ? 'b' : 'a' }),
  ];
  assert.match(applyEdits('a.', fixAll('a.', analyze)), /^[ab]\.$/);
});
