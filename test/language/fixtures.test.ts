import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import type { Finding, OpenText } from '../../src/language/api.ts';
import { applyEdits } from '../../src/language/syntax/edits.ts';
import { english } from '../../src/text.ts';
import { everyFormat } from './every-format.ts';
import { describeFindings, type Fixture, markFixture, openBeside, readFixture } from './fixture.ts';
import { terraform } from './terraform.ts';

const ROOT = new URL('../fixtures/language/', import.meta.url);
/**
 * Set it to write what is found, and what the fixes make of it, into the fixtures. Then look at each line that changed.
 */
const UPDATE = process.env['UPDATE_FIXTURES'] === '1';

function fixturesIn(folder: string, ending = 'jsonc'): string[] {
  return globSync(`${folder}/*.${ending}`, { cwd: ROOT })
    .filter((path) => !/\.fixed\d*\.[a-z.]+$/.test(path))
    .sort();
}

function read(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8');
}

/** Compares the findings with the fixture's markers. Each says what it is about. */
function expectFindings(path: string, findings: readonly Finding[]): void {
  for (const { message } of findings) {
    assert.doesNotMatch(english(message), /""/, `${path}: a message has no name to say`);
  }
  const source = read(path);
  const { text, expected } = readFixture(source);
  const found = describeFindings(text, findings);
  if (UPDATE && !isDeepStrictEqual(found, expected)) {
    writeFileSync(new URL(path, ROOT), markFixture(source, findings, path.endsWith('.yaml') ? '#' : '//'));
  } else {
    assert.deepEqual(found, expected, `${path}: see UPDATE_FIXTURES in CONTRIBUTING.md`);
  }
}

/**
 * Compares what fixes make of a fixture with its golden file; undefined where there is nothing to fix, and no such
 * file.
 */
function expectFixed(path: string, suffix: string, fixed: string | undefined): void {
  const golden = path.replace(/(?=\.(?:jsonc|yaml|template\.json|tf)$)/, `.${suffix}`);
  const file = new URL(golden, ROOT);
  if (UPDATE) {
    if (fixed === undefined) {
      rmSync(file, { force: true });
    } else {
      writeFileSync(file, fixed);
    }
  }
  assert.equal(fixed, existsSync(file) ? read(golden) : undefined, `${golden}: see UPDATE_FIXTURES in CONTRIBUTING.md`);
}

/** Of Terraform, all files of a folder belong together. */
function openFixture(path: string, text: string, { file, beside }: Fixture): OpenText {
  const name = path.endsWith('.jsonc') ? file.name : path.endsWith('.tf') ? 'main.tf' : 'template.yaml';
  const near = path.endsWith('.tf') ? [{ name, text }, ...beside] : beside;
  return openBeside(everyFormat, text, { file: { ...file, name }, beside: near });
}

suite('each rule reports what the markers in its fixtures say, and its fixes give the .fixed files', () => {
  for (const path of fixturesIn('{cluster,exec,policy,service,task}/*', '{jsonc,tf,yaml}')) {
    const rule = path.split('/').slice(0, 2).join('/');
    const fixture = readFixture(read(path));
    const { text, configuration } = fixture;
    const check = (document: string) =>
      openFixture(path, document, fixture)
        .findings(configuration)
        .filter((finding) => finding.rule === rule);

    test(path, () => {
      expectFindings(path, check(text));
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
        expectFixed(path, choice === 0 ? 'fixed' : `fixed${choice + 1}`, turns === 0 ? undefined : fixed);
      }
    });
  }
});

/** How whole documents are written, by how their names end. */
const FORMATS = [
  ['jsonc', 'json'],
  ['yaml', 'yaml'],
  ['template.json', 'json'],
] as const;

suite('whole documents: all findings of all rules, and what "fix all" makes of them', () => {
  for (const [path, format] of FORMATS.flatMap(([ending, each]) =>
    fixturesIn('documents', ending).map((name) => [name, each] as const),
  )) {
    const { text, configuration } = readFixture(read(path));

    test(path, () => {
      const opened = everyFormat.open(text, undefined, format);
      assert.notDeepEqual(opened.subjects, []);
      expectFindings(path, opened.findings(configuration));
    });

    test(`${path}: fix all`, () => {
      const fixed = applyEdits(text, everyFormat.open(text, undefined, format).fixAll(configuration));
      expectFixed(path, 'fixed', fixed === text ? undefined : fixed);
    });
  }
});

suite('Terraform: all findings of all rules, and what their first fixes make of it', () => {
  for (const path of fixturesIn('terraform', 'tf')) {
    const { text } = readFixture(read(path));

    test(path, () => {
      const opened = terraform.open(text);
      assert.notDeepEqual(opened.subjects, []);
      expectFindings(path, opened.findings());
    });

    test(`${path}: fixes`, () => {
      let fixed = text;
      let turns = 0;
      let fix;
      while (
        (fix = terraform
          .open(fixed)
          .findings()
          .find(({ fixes }) => fixes.length > 0)?.fixes[0]) !== undefined
      ) {
        fixed = applyEdits(fixed, fix.edits());
        assert.ok(++turns <= 40, 'the fixes do not mend what they are offered for');
      }
      expectFixed(path, 'fixed', turns === 0 ? undefined : fixed);
    });
  }
});
