import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PlainText } from '../../src/vscode/terminal/plainText.ts';

const COLORED = '\x1b[31mred\x1b[0m plain\r\n\x1b]0;a title\x07\x1b(B\x1b]2;another\x1b\\50 %\r\x1b[2K100 %\r\ndone';
const PLAIN = 'red plain\n50 %\n100 %\ndone\n';

test('colors, titles and cursor movements are taken out, however the text is cut', () => {
  for (let size = 1; size <= COLORED.length; size += 1) {
    let written = '';
    const plain = new PlainText((text) => (written += text));
    for (let at = 0; at < COLORED.length; at += size) {
      plain.write(COLORED.slice(at, at + size));
    }
    plain.end();
    assert.equal(written, PLAIN, `in pieces of ${size}`);
  }
});

test('what only looks like the beginning of a sequence is not held for ever', () => {
  let written = '';
  const plain = new PlainText((text) => (written += text));
  plain.write(`\x1b]${'x'.repeat(300)}`);
  assert.ok(written.length > 200);
});

test('a text that ends with a line ending gets no other, and an empty one none', () => {
  const write = (...texts: readonly string[]): string => {
    let written = '';
    const plain = new PlainText((text) => (written += text));
    texts.forEach((text) => plain.write(text));
    plain.end();
    return written;
  };
  assert.equal(write('a\n'), 'a\n');
  assert.equal(write(), '');
});
