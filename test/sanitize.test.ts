import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { Problem } from '../src/problem.ts';
import { cut, LONGEST_VALUE, revealedLines, sanitize, sanitizeLines } from '../src/sanitize.ts';
import { english, sentence } from '../src/text.ts';
import { anyCodePoint } from './support/code-points.ts';
import { takenOf } from './support/counted-text.ts';
import { runs } from './support/properties.ts';

/** VS Code's own: https://github.com/microsoft/vscode/blob/main/src/vs/base/common/linkedText.ts */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;
/** VS Code's own: https://github.com/microsoft/vscode/blob/main/src/vs/base/browser/ui/iconLabel/iconLabels.ts */
const ICON = /(\\)?\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/g;

/** What attackers and accidents are made of. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '[',
        ']',
        '](',
        '(',
        ')',
        '$(',
        'command:x',
        'https://a.b',
        '[Click me](command:workbench.action.terminal.new)',
        '$(trash)',
        '$(sync~spin)',
      ),
      fc.constantFrom(
        '\n',
        '\r\n',
        '\r',
        '\u2028',
        '\u0085',
        '\t',
        '\x1b[2J',
        '\x1b]8;;http://a\x07',
        '\x07',
        '\0',
        '\x7f',
        '\x9b31m',
      ),
      fc.constantFrom(
        '\u202e',
        '\u2066',
        '\u2069',
        '\u200e',
        '\u200f',
        '\u061c',
        '\u200b',
        '\u2060',
        '\ufeff',
        '\u00ad',
        '\ud800',
        '\udfff',
        '\u{e0041}',
      ),
      fc.string({ unit: anyCodePoint }),
      fc.string({ unit: 'grapheme' }),
    ),
  )
  .map((parts) => parts.join(''));

function isHarmless(shown: string): void {
  assert.doesNotMatch(shown, LINK);
  assert.doesNotMatch(shown, ICON);
  assert.doesNotMatch(shown, /[\p{Cc}\u2028\u2029]/u, 'control characters and line breaks');
  assert.doesNotMatch(
    shown,
    /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]|[\u{e0000}-\u{e007f}]/u,
    'what reorders, or is not seen',
  );
  assert.doesNotMatch(shown, /\p{Cs}/u, 'half characters');
}

suite("others' words", () => {
  test('mean nothing, are short, and stay so', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 400 }), (words, longest) => {
        const shown = sanitize(words, longest);
        isHarmless(shown);
        // Each `](`, and each `$(`, has got a space.
        assert.ok(Array.from(shown).length <= 2 * longest);
        assert.equal(sanitize(shown, 2 * longest), shown);
      }),
      runs(500),
    );
  });

  test('mean nothing between the words of a sentence, however many there are', () => {
    fc.assert(
      fc.property(hostile, hostile, (first, second) => {
        isHarmless(english(sentence('The agent in {0} says: {1}', first, second)));
        isHarmless(new Problem('unexpected', sentence('{0} refused {1}: {0}', first, second)).message);
      }),
      runs(500),
    );
  });

  test('of several lines keep those, and nothing else', () => {
    fc.assert(
      fc.property(hostile, (words) => sanitizeLines(words).split('\n').forEach(isHarmless)),
      runs(500),
    );
    assert.equal(
      sanitizeLines('----------ERROR-------\r\nno shell \x1b[31m'),
      '----------ERROR-------\nno shell ␛[31m',
    );
  });

  test('in an editor are all there, and what misleads is seen', () => {
    fc.assert(
      fc.property(hostile, (words) =>
        assert.doesNotMatch(revealedLines(words), /(?![\n\t])[\p{Cc}\u2028\u202a-\u202e\u2066-\u2069]/u),
      ),
      runs(500),
    );
    assert.equal(revealedLines('a\tü\r\n[x](command:y) $(trash)\x1b'), 'a\tü\n[x](command:y) $(trash)␛');
  });

  test('that are honest are left alone', () => {
    for (const words of [
      '/srv/app (copy)/[id].ts',
      'array[0] = $HOME',
      'größer 北京 עברית',
      '👩‍👩‍👧 می‌خواهم',
      'a  b',
      'arn:aws:ecs:eu-central-1:1:task/shop/0a',
    ]) {
      assert.equal(sanitize(words), words);
    }
    assert.equal(sanitize(8080), '8080');
  });

  test('show that something was there', () => {
    assert.equal(
      sanitize('ls: [Click me](command:workbench.action.terminal.new): no such file'),
      'ls: [Click me] (command:workbench.action.terminal.new): no such file',
    );
    assert.equal(sanitize('$(trash) all'), '$ (trash) all');
    assert.equal(sanitize('invoice\u202efdp.exe'), 'invoice\ufffdfdp.exe');
    assert.equal(sanitize('a\x1b[2J\r\nb\tc\x7f'), 'a␛[2J b c␡');
  });
});

suite('long words', () => {
  test('are cut between characters, and say so', () => {
    assert.equal(cut('abc', 3), 'abc');
    assert.equal(cut('abcd', 3), 'ab…');
    assert.equal(cut('👍👍👍', 3), '👍👍👍');
    assert.equal(cut('👍👍👍👍', 3), '👍👍…');
    assert.equal(Array.from(english(sentence('{0}', '👍'.repeat(5_000_000)))).length, LONGEST_VALUE);
  });

  test('are looked at no further than they are shown, however long they are', () => {
    const [first = 0, ...others] = takenOf('x](\x1b', 100_000, sanitize);
    assert.deepEqual(others, [first, first]);
    assert.ok(first <= 2 * LONGEST_VALUE + 2);
  });
});
