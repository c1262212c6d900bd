import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import type { OpenText } from '../../src/language/api.ts';
import { createLanguageService } from '../../src/language/index.ts';
import { json } from '../../src/language/syntax/json/index.ts';
import { runs } from '../support/properties.ts';
import { readFixture } from './fixture.ts';
import { mutated, POLICY_JUNK, POLICY_VALUES, withOtherValues } from './mutations.ts';
import { NEIGHBOURS } from './neighbours.ts';
import { createCheck } from './robustness.ts';

const service = createLanguageService();
const FIXTURES = new URL('../fixtures/language/', import.meta.url);
/** Real task definitions, which the repository does not hold. */
const CORPUS = new URL('../../../shared/corpus/', import.meta.url);

function documentsIn(root: URL, pattern: string): string[] {
  return globSync(pattern, { cwd: root }).map((path) => readFixture(readFileSync(new URL(path, root), 'utf8')).text);
}

const documents = documentsIn(FIXTURES, 'documents/*.jsonc');
const shapes = [
  ...documents,
  ...documents.map((document) => document.replaceAll('\n', '\r\n')),
  ...documentsIn(FIXTURES, '{cluster,exec,service,task}/*/*.jsonc'),
];
const policies = documentsIn(FIXTURES, 'policy/*/*.jsonc');

/** A text in a folder with a task definition. */
const open = (text: string): OpenText => service.open(text).beside(NEIGHBOURS);

const check = createCheck({ open, isWhole: (text) => json.parse(text)?.source.complete === true });

test('half-typed and broken: no throw, no finding out of range, no fix that breaks or misses', () => {
  fc.assert(fc.property(mutated(shapes), check), runs(300));
});

test('values of any type anywhere: the same', () => {
  fc.assert(fc.property(withOtherValues(shapes), check), runs(250));
});

test('policies, half-typed, broken, and with other values: the same', () => {
  fc.assert(fc.property(mutated(policies, 4, POLICY_JUNK), check), runs(150));
  fc.assert(fc.property(withOtherValues(policies, POLICY_VALUES), check), runs(150));
});

test('cut off after each character, a document never has a finding that it has not when it is whole', () => {
  for (const document of [...documents, ...policies.filter((_, index) => index % 4 === 0)]) {
    const whole = new Set(
      service
        .open(document)
        .findings()
        .map(({ rule, severity }) => `${severity} ${rule}`),
    );
    for (let length = 0; length < document.length; length += 7) {
      for (const { rule, severity } of service.open(document.slice(0, length)).findings()) {
        assert.ok(whole.has(`${severity} ${rule}`), document.slice(0, length));
      }
    }
  }
});

test(
  'real task definitions, as they are and mutated',
  { skip: existsSync(CORPUS) ? false : 'the corpus is not here' },
  () => {
    const corpus = documentsIn(CORPUS, '*.json*');
    assert.ok(corpus.length > 40);
    for (const document of corpus) {
      check(document);
    }
    fc.assert(fc.property(mutated(corpus), check), runs(60));
    fc.assert(fc.property(withOtherValues(corpus), check), runs(60));
  },
);
