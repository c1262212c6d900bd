import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { HeadAndTail, type LeftOut, LONGEST_HEAD, LONGEST_TAIL } from '../../../src/vscode/terminal/head-and-tail.ts';
import { runs } from '../../support/properties.ts';

/** What is shown of a text that comes in these pieces, and what is told of the rest. */
function shown(pieces: Iterable<string>): { text: string; leftOut: LeftOut | undefined; cuts: number } {
  let text = '';
  let leftOut: LeftOut | undefined;
  let cuts = 0;
  const output = new HeadAndTail(
    (part) => (text += part),
    () => (cuts += 1),
  );
  for (const piece of pieces) {
    output.write(piece);
  }
  output.end((given) => {
    leftOut = given;
    return '<left out>';
  });
  return { text, leftOut, cuts };
}

function* inPieces(text: string, size: number): Generator<string> {
  for (let at = 0; at < text.length; at += size) {
    yield text.slice(at, at + size);
  }
}

suite('the output of a command', () => {
  test('is shown whole as long as it is short', () => {
    const text = 'a line\n'.repeat(Math.floor(LONGEST_HEAD / 7));
    for (const size of [100, 1000, text.length]) {
      assert.deepEqual(shown(inPieces(text, size)), { text, leftOut: undefined, cuts: 0 });
    }
    // What is over the head, but fits into the tail, is no loss.
    const longer = `${text}${'b\n'.repeat(LONGEST_TAIL / 4)}`;
    assert.equal(shown(inPieces(longer, 1000)).text, longer);
  });

  test('is cut at lines in the middle where it is long, and says how much is missing', () => {
    const lines = Array.from({ length: 500_000 }, (_, index) => `${index + 1}\n`);
    const { text, leftOut, cuts } = shown(inPieces(lines.join(''), 10_000));
    const [head = '', tail = ''] = text.split('\n<left out>\n\n');
    const first = head.split('\n').length - 1;
    const last = tail.split('\n').length - 1;
    assert.equal(head, lines.slice(0, first).join(''));
    assert.equal(tail, lines.slice(-last).join(''));
    assert.deepEqual(leftOut, {
      lines: 500_000 - first - last,
      characters: lines.join('').length - head.length - tail.length,
    });
    assert.equal(cuts, 1);
    assert.ok(head.length > LONGEST_HEAD - 10 && head.length <= LONGEST_HEAD);
    assert.ok(tail.length > LONGEST_TAIL - 10 && tail.length <= LONGEST_TAIL);
  });

  test('ends its first part with a whole line, however its pieces end', () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `${index + 1}\n`);
    for (const size of [1, 2, 3, 1000]) {
      const pieces = Array.from({ length: lines.length / size }, (_, index) =>
        lines.slice(index * size, (index + 1) * size).join(''),
      );
      const [head = '', tail = ''] = shown(pieces).text.split('\n<left out>\n\n');
      assert.match(head, /\n\d{5}\n$/);
      assert.match(tail, /^\d{5}\n/);
      assert.ok(head.length > LONGEST_HEAD - 6);
    }
  });

  test('loses and doubles nothing, whatever its pieces', () => {
    const piece = fc.oneof(
      fc.constantFrom('\n', '👍', '', 'word '),
      fc.string(),
      fc.integer({ min: 1, max: 200_000 }).map((length) => 'long '.repeat(length / 5)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const whole = pieces.join('');
        const { text, leftOut } = shown(pieces);
        if (leftOut === undefined) {
          assert.equal(text, whole);
          return;
        }
        const [, tail = ''] = text.split('\n<left out>\n\n');
        const head = whole.slice(0, whole.length - leftOut.characters - tail.length);
        // A line of its own, below an empty one.
        assert.equal(text, `${head}${head.endsWith('\n') ? '' : '\n'}\n<left out>\n\n${tail}`);
        assert.ok(whole.endsWith(tail));
        assert.ok(text.length <= LONGEST_HEAD + LONGEST_TAIL + 20);
      }),
      runs(),
    );
  });

  test('tears no character', () => {
    const { text } = shown(inPieces(`x${'👍'.repeat(LONGEST_HEAD)}`, 1001));
    assert.doesNotMatch(text.replace('\n\n<left out>\n\n', ''), /\p{Cs}/u);
  });

  test('takes no more memory the longer it is', () => {
    for (const size of [1, 100, 100_000]) {
      const output = new HeadAndTail(
        () => undefined,
        () => undefined,
      );
      output.write('x'.repeat(LONGEST_HEAD));
      for (let written = 0; written < 1_000_000; written += size) {
        output.write('y'.repeat(size));
      }
      assert.equal(output.heldBack, 1_000_000);
      assert.ok(output.kept <= 2 * LONGEST_TAIL + size);
    }
  });
});
