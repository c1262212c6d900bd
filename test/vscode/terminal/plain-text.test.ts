import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PlainText } from '../../../src/vscode/terminal/plain-text.ts';
import { CountedText } from '../../support/counted-text.ts';

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

test('a sequence that does not end hides no more than its line', () => {
  for (const start of ['\x1b]', '\x1bP', '\x1b_', '\x1b[', '\x1b(', '\x1b', '\x9d', '\x9b']) {
    for (const ending of ['\n', '\r\n', '\r']) {
      let written = '';
      const plain = new PlainText((text) => (written += text));
      plain.write(`before${start}`);
      plain.write(`1234567890${ending}`);
      plain.write('after');
      assert.match(written, /^before[^]*\nafter$/, JSON.stringify(start + ending));
    }
  }
});

test('pictures, links and one-character controls are taken out; tabs, accents and emoji are not', () => {
  let written = '';
  const plain = new PlainText((text) => (written += text));
  plain.write(
    '\x1bPq#0;2;0;0;0\x1b\\a\x1b]8;;https://example.com\x1b\\link\x1b]8;;\x07\tb\x07\x08\0\x7f\x9b31mé\x9d0;x\x9c👍',
  );
  assert.equal(written, 'alink\tbé👍');
});

test('each character is looked at once, whatever comes', () => {
  for (const evil of ['\x1b', '\x1b[', '\x1b]', '\x1b];a', '\x1b[1;', '\r', 'a\x9d;']) {
    const looked = [1, 2, 4].map((times) => {
      const words = new CountedText(evil.repeat(times * 1000));
      new PlainText(() => undefined).write(words as unknown as string);
      return words.looked / words.length;
    });
    assert.deepEqual(looked, [1, 1, 1], JSON.stringify(evil));
  }
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
