import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyEdits } from '../../../src/language/syntax/edits.ts';
import { runs } from '../../support/properties.ts';
import { everyFormat } from '../every-format.ts';
import { readFixture } from '../fixture.ts';
import { mutated } from '../mutations.ts';

const FIXTURES = new URL('../../fixtures/language/', import.meta.url);

const JUNK = ['\n', '\r\n', '  ', '"', "'", ': ', ' = ', '- ', '{', '}', '[', ']', ',', '#', '<<EOT\n', '${', '\uFEFF'];

for (const [format, pattern, least] of [
  ['hcl', '**/*.tf', 10],
  ['yaml', '**/*.yaml', 10],
] as const) {
  test(`what is completed in ${format} is on one line around the cursor, and is offered there again`, () => {
    const texts = globSync(pattern, { cwd: FIXTURES })
      .sort()
      .map((path) => readFixture(readFileSync(new URL(path, FIXTURES), 'utf8')).text)
      .filter((text) => text.length < 2_500);
    let completed = 0;
    const places = fc.array(fc.nat(), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...texts), mutated(texts, 4, JUNK)), places, (text, offsets) => {
        const { symbols } = everyFormat.open(text, undefined, format);
        for (const offset of offsets.map((place) => place % (text.length + 1))) {
          const [first] = symbols.completions(offset);
          if (first === undefined) {
            continue;
          }
          completed++;
          const { start, end } = first.edit;
          assert.ok(start <= offset && offset <= end);
          assert.doesNotMatch(text.slice(start, end) + first.edit.text, /[\r\n]/);
          if (first.kind === 'property') {
            continue;
          }
          const after = applyEdits(text, [first.edit]);
          const at = start + first.edit.text.trimEnd().replace(/["',]+$/, '').length;
          const again = everyFormat.open(after, undefined, format).symbols.completions(at);
          assert.ok(
            again.some(({ kind }) => kind === first.kind),
            JSON.stringify([text.slice(start - 40, end + 40), first]),
          );
        }
      }),
      runs(40),
    );
    assert.ok(completed > least, `only ${completed} were completed`);
  });
}
