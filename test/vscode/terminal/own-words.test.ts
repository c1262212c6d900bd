import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { errorWords, ownWords, wrapped } from '../../../src/vscode/terminal/own-words.ts';

suite('words of the terminal itself', () => {
  for (const [columns, expected] of [
    [undefined, 'one two three'],
    [13, 'one two three'],
    [12, 'one two\r\nthree'],
    [7, 'one two\r\nthree'],
    [6, 'one\r\ntwo\r\nthree'],
    [1, 'one\r\ntwo\r\nthree'],
  ] as const) {
    test(`break between words in ${String(columns)} columns`, () => {
      assert.equal(wrapped('one two three', columns), expected);
    });
  }

  test('keep their own lines, empty ones too', () => {
    assert.equal(wrapped('one two\n\nthree four', 5), 'one\r\ntwo\r\n\r\nthree\r\nfour');
    assert.equal(wrapped('', 5), '');
  });

  test('lose nothing but the spaces at which they break', () => {
    const words = 'a  b   cc dddddddd e';
    for (let columns = 1; columns < words.length; columns += 1) {
      assert.equal(wrapped(words, columns).replaceAll('\r\n', ' '), words);
    }
  });

  test('are never dim, and undo what they switch on', () => {
    assert.equal(ownWords('one', 80), '\x1b[3mone\x1b[0m');
    assert.equal(errorWords('one', 80), '\x1b[31mone\x1b[0m');
  });
});
