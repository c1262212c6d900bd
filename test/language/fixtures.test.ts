import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { createLanguageService } from '../../src/language/index.ts';
import { applyEdits } from '../../src/language/syntax/edits.ts';
import { describeFindings, readFixture } from './fixture.ts';

const ROOT = new URL('../fixtures/language/', import.meta.url);
const service = createLanguageService();

function fixturesIn(folder: string): string[] {
  return globSync(`${folder}/*.jsonc`, { cwd: ROOT }).filter((path) => !/\.fixed\d*\.jsonc$/.test(path)).sort();
}

function read(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8');
}

/** A golden file, or undefined when nothing is to be fixed. */
function readFixed(path: string, suffix: string): string | undefined {
  const golden = path.replace(/\.jsonc$/, `.${suffix}.jsonc`);
  return existsSync(new URL(golden, ROOT)) ? read(golden) : undefined;
}

describe('each rule reports what the markers in its fixtures say, and its fixes give the .fixed files', () => {
  for (const path of fixturesIn('{exec,task}/*')) {
    const rule = path.split('/').slice(0, 2).join('/');
    const { text, configuration, expected } = readFixture(read(path));
    const check = (document: string) => service.analyze(document, configuration).findings.filter((finding) => finding.rule === rule);

    test(path, () => {
      assert.deepEqual(describeFindings(text, check(text)), expected);
    });

    test(`${path}: fixes`, () => {
      const most = Math.max(1, ...check(text).map(({ fixes }) => fixes.length));
      for (let choice = 0; choice <= most; choice++) {
        let fixed = text;
        let fix;
        let turns = 0;
        while ((fix = check(fixed).find(({ fixes }) => fixes[choice] !== undefined)?.fixes[choice]) !== undefined) {
          fixed = applyEdits(fixed, fix.edits());
          assert.ok(++turns <= 20, 'the fix does not mend what it is offered for');
        }
        assert.equal(turns === 0 ? undefined : fixed, readFixed(path, choice === 0 ? 'fixed' : `fixed${choice + 1}`));
      }
    });
  }
});

describe('whole documents: all findings of all rules, and what "fix all" makes of them', () => {
  for (const path of fixturesIn('documents')) {
    const { text, configuration, expected } = readFixture(read(path));

    test(path, () => {
      const { kind, findings } = service.analyze(text, configuration);
      assert.notEqual(kind, undefined);
      assert.deepEqual(describeFindings(text, findings), expected);
    });

    test(`${path}: fix all`, () => {
      const fixed = applyEdits(text, service.fixAll(text, configuration));
      assert.equal(fixed === text ? undefined : fixed, readFixed(path, 'fixed'));
    });
  }
});
