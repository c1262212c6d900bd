import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { visit } from 'jsonc-parser';
import { firstSyntaxError } from '../../../../src/language/syntax/json/syntax-error.ts';
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
    assert.equal(firstSyntaxError(text), firstErrorOfVisit(text), text);
  }
  fc.assert(
    fc.property(mutated(documents), (text) => assert.equal(firstSyntaxError(text), firstErrorOfVisit(text))),
    runs(200),
  );
});

test('no depth is too deep', () => {
  const depth = 500_000;
  assert.equal(firstSyntaxError('['.repeat(depth)), depth);
  assert.equal(firstSyntaxError(`${'{"a":['.repeat(depth)}}`), 6 * depth);
  assert.equal(firstSyntaxError('['.repeat(depth) + ']'.repeat(depth)), undefined);
});
