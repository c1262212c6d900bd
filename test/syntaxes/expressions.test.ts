import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { injectionGrammars } from './tokenize.ts';

/** All that is searched for in a grammar, without the mark of one with spaces and line breaks that mean nothing. */
function expressions(rule: unknown): readonly string[] {
  return typeof rule === 'object' && rule !== null
    ? Object.entries(rule).flatMap(([name, value]) =>
        ['match', 'begin', 'end', 'while'].includes(name) && typeof value === 'string'
          ? [value.replace(/^\(\?x\)\n/, '')]
          : expressions(value),
      )
    : [];
}

suite('a long line stays quick', () => {
  for (const [scopeName, text] of injectionGrammars) {
    const all = expressions(JSON.parse(text));

    test(`${scopeName}: what is searched for at one place begins with that place`, () => {
      // Oniguruma looks at no more than one place for what begins with \G, and remembers of all else that the rest of
      // the line does not have it. With a \G later on, each search goes through the rest of the line anew.
      assert.deepEqual(
        all.filter((each) => each.lastIndexOf('\\G') > 0),
        [],
      );
    });

    test(`${scopeName}: what is repeated in a repetition is tried in one way only`, () => {
      // Otherwise, there may be as many ways to try as there are to divide the text. With ++ and *+ there is one.
      assert.deepEqual(
        all.filter((each) => /[*+}]\)[*+](?!\+)/.test(each)),
        [],
      );
    });

    test(`${scopeName}: what has an opening and a closing is no longer than some 200 characters`, () => {
      // Otherwise, each of many openings without a closing has the rest of the line looked through.
      assert.deepEqual(
        all.filter((each) => /\\[{][^|]*?[\])][*+]+\\\}/.test(each)),
        [],
      );
    });
  }
});
