import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { visit } from 'jsonc-parser';
import { firstMistake } from '../../../../src/language/syntax/json/first-mistake.ts';
import { runs } from '../../../support/properties.ts';
import { mutated } from '../../mutations.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'language', 'documents');
const documents = globSync('*.jsonc', { cwd: FIXTURES }).map((file) => readFileSync(join(FIXTURES, file), 'utf8'));

/** What jsonc-parser says, which cannot read what is nested very deep. */
function firstErrorOfVisit(text: string): number | undefined {
  let first: number | undefined;
  visit(text, { onError: (_code, offset) => (first ??= offset) }, { allowTrailingComma: true });
  return first;
}

test('the first error is where jsonc-parser sees it', () => {
  for (const text of [
    '',
    ' ',
    '1',
    '[1,]',
    '{"a":1,}',
    '[,]',
    '{,}',
    '{"a"}',
    '{"a":}',
    '[1 2]',
    '{"a":1 "b":2}',
    '[1]]',
    '// x',
    '[/* x',
    '"x',
    '{a:1}',
    '[}',
    '{]',
    '{"a":1,,}',
    '"\\x"',
    '[01]',
    '-',
  ]) {
    assert.equal(firstMistake(text)?.start, firstErrorOfVisit(text), text);
  }
  fc.assert(
    fc.property(mutated(documents), (mutant) => {
      // It knows no comments of that kind.
      const text = mutant.replaceAll('#', '');
      assert.equal(firstMistake(text)?.start, firstErrorOfVisit(text));
    }),
    runs(200),
  );
});

test('says what is wrong, and where', () => {
  const says = (text: string): string | undefined => {
    const mistake = firstMistake(text);
    return mistake && `${mistake.kind} ${text.slice(mistake.start, mistake.end)}`;
  };
  for (const [text, expected] of [
    ['{"a": 1 "b": 2}', 'comma "b"'],
    ['[{} {}]', 'comma {'],
    ['[1, "two" true]', 'comma true'],
    ['{"a": 1 2}', 'other 2'],
    ['{"a": "b\n}', 'string "b'],
    ['{"a": [1', 'end '],
    ['{"a": }', 'other }'],
    ['{"a": 1 # one\n}', 'hashComment # one'],
    ['# {\n{"a": 1 "b": 2}', 'comma "b"'],
    ['# {\n{"a": "#"} # }', 'hashComment # {'],
  ] as const) {
    assert.equal(says(text), expected, text);
  }
});

test('no depth is too deep', () => {
  const depth = 500_000;
  assert.equal(firstMistake('['.repeat(depth))?.start, depth);
  assert.equal(firstMistake(`${'{"a":['.repeat(depth)}}`)?.start, 6 * depth);
  assert.equal(firstMistake('['.repeat(depth) + ']'.repeat(depth)), undefined);
});
