import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { createLanguageService } from '../../../src/language/index.ts';
import { applyEdits } from '../../../src/language/syntax/edits.ts';
import { json } from '../../../src/language/syntax/json/index.ts';
import { runs } from '../../support/properties.ts';
import { readFixture } from '../fixture.ts';
import { mutated, withOtherValues } from '../mutations.ts';
import { plain } from '../syntax/plain.ts';

const service = createLanguageService();
const fixtures = join(import.meta.dirname, '..', '..', 'fixtures', 'language');
const documents = globSync('{documents,exec/*}/*.jsonc', { cwd: fixtures }).map(
  (path) => readFixture(readFileSync(join(fixtures, path), 'utf8')).text,
);
const texts = fc.oneof(
  withOtherValues(documents),
  mutated(documents, 2),
  withOtherValues(documents.map((text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`)),
);

test('any finding can be suppressed, which takes away no other, and changes nothing but comments', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const findings = service.open(text).findings();
      for (const finding of findings) {
        const edits = service.open(text).suppress(finding, true);
        if (edits === undefined) {
          continue;
        }
        const suppressed = applyEdits(text, edits);
        assert.deepEqual(plain(json.parse(suppressed)), plain(json.parse(text)));
        const line = (start: number) => text.slice(0, start).split('\n').length;
        const expected = findings.filter(
          ({ rule, range }) => rule !== finding.rule || line(range.start) !== line(finding.range.start),
        );
        assert.deepEqual(
          service
            .open(suppressed)
            .findings()
            .map(({ rule }) => rule),
          expected.map(({ rule }) => rule),
        );
      }
    }),
    runs(200),
  );
});
