import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { switchedOn } from '../../../scripts/rules/description.ts';
import { BESIDE, HEADINGS, type Page, pageOf } from '../../../scripts/rules/page.ts';
import type { Finding, Fix, OpenText, TextFile } from '../../../src/language/api.ts';
import { input } from '../../../src/language/documents/recognize.ts';
import type { Subject } from '../../../src/language/documents/subject.ts';
import { guessFormat } from '../../../src/language/format.ts';
import { createLanguageService } from '../../../src/language/index.ts';
import { neighboursOf } from '../../../src/language/neighbours.ts';
import type { RuleOn } from '../../../src/language/rules/define-rule.ts';
import { documentationOf } from '../../../src/language/rules/documentation.ts';
import { RULES } from '../../../src/language/rules/index.ts';
import { applyEdits } from '../../../src/language/syntax/edits.ts';
import { json } from '../../../src/language/syntax/json/index.ts';
import { readFixture } from '../fixture.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const service = createLanguageService();
/** What the examples of the pages are. */
const FILE: TextFile = { name: 'task-definition.json', isUtf16: false, isNamed: true };

/** What `npm run new-rule` leaves to its author. */
const UNFINISHED = /TODO/;

/** The headings of a page's examples, for so many fixes: what is to be mended, and what each fix makes of it. */
function exampleHeadings(fixes: number): readonly string[] {
  const ordinals = ['first', 'second', 'third'].slice(0, fixes);
  return ['Before', ...(fixes === 0 ? ['After'] : ordinals.map((ordinal) => `After the ${ordinal} fix`))];
}

/** Whether a fixture has a marker of a rule. */
function isMarked(fixture: string, id: string): boolean {
  return fixture.includes(` ${id}/`);
}

/** Whether all that the rule finds fault with is longer than anyone would read. */
function isTooLongForExamples(fixtures: readonly string[], id: string): boolean {
  return fixtures.filter((fixture) => isMarked(fixture, id)).every(({ length }) => length > 20_000);
}

/** How often a rule that is not asked about a subject, for want of what it speaks of, would say something of it. */
function wouldSay(rule: RuleOn<'task-definition'>, subject: Subject): number {
  let count = 0;
  if ('taskDefinition' in subject) {
    const { taskDefinition } = subject;
    const isGiven = rule.speaksOf?.some((name) => taskDefinition.propertyNames.has(name)) !== false;
    const { platform } = taskDefinition;
    if (!isGiven) {
      rule.check({ taskDefinition, platform, options: rule.options, report: () => count++ });
    }
  }
  return count;
}

test('rules that are not asked, for want of what they speak of, would say nothing', () => {
  const texts = globSync('test/fixtures/language/**/*.jsonc', { cwd: root }).map(
    (path) => readFixture(readFileSync(join(root, path), 'utf8')).text,
  );
  assert.ok(texts.length > 300);
  const subjects = texts.flatMap((text) => {
    const value = json.parse(text);
    return value === undefined ? [] : input.recognize(value);
  });
  const rules = RULES.filter(
    (rule): rule is RuleOn<'task-definition'> => 'speaksOf' in rule && rule.speaksOf !== undefined,
  );
  for (const rule of rules) {
    assert.equal(
      subjects.reduce((count, subject) => count + wouldSay(rule, subject), 0),
      0,
      rule.id,
    );
  }
});

function open(text: string): OpenText {
  const format = guessFormat(text);
  return service.open(text, format === 'json' ? FILE : undefined, format);
}

for (const { id, messages } of RULES) {
  const findings = (text: string, beside = ''): readonly Finding[] =>
    open(text)
      .beside(neighboursOf('service.json', [{ name: FILE.name, text: beside }], service))
      .findings(switchedOn(id))
      .filter(({ rule }) => rule === id);
  const files = (pattern: string): readonly string[] =>
    globSync(pattern, { cwd: root }).map((path) => readFileSync(join(root, path), 'utf8'));

  const page = (): Page => pageOf(id, root) ?? assert.fail(`docs/rules/${id}.md is missing`);

  suite(id, () => {
    test('has a file, a page, and fixtures with and without findings', () => {
      assert.ok(existsSync(join(root, `src/language/rules/${id}.ts`)), 'there is no file for the rule');
      const fixtures = files(`test/fixtures/language/${id}/*.{jsonc,tf,yaml}`);
      assert.ok(
        fixtures.some((fixture) => isMarked(fixture, id)),
        'no fixture has a finding',
      );
      assert.ok(
        fixtures.some((fixture) => !isMarked(fixture, id)),
        'no fixture is without findings',
      );
      assert.ok(documentationOf(id).endsWith(`/docs/rules/${id}.md`));
      assert.ok(page());
    });

    test('says each of its messages in a fixture', () => {
      const fixtures = files(`test/fixtures/language/${id}/*.{jsonc,tf,yaml}`);
      for (const message of Object.keys(messages)) {
        assert.ok(
          fixtures.some((fixture) => fixture.includes(` ${id}/${message}\n`)),
          `no fixture has a finding ${id}/${message}`,
        );
      }
    });

    test('has nothing left to do', () => {
      for (const file of files(
        `{src/language/rules/${id}.ts,docs/rules/${id}.md,test/fixtures/language/${id}/*.{jsonc,tf,yaml}}`,
      )) {
        assert.doesNotMatch(file, UNFINISHED);
      }
    });

    test('has a page that says what it has to, in order', () => {
      const { title, summary, headings, sections } = page();
      assert.equal(title, id);
      assert.match(summary, /^[^|]+\.$/, 'the page begins with a sentence that says what the rule wants');
      assert.deepEqual(headings, HEADINGS);
      assert.match(sections.get('What AWS says') ?? '', /\]\(https:\/\//, 'the page links to where AWS says it');
    });

    test('does with the examples of its page what the page says', () => {
      const { examples } = page();
      if (examples.size === 0 && isTooLongForExamples(files(`test/fixtures/language/${id}/*.{jsonc,tf,yaml}`), id)) {
        return;
      }
      const before = examples.get('Before') ?? '';
      const beside = examples.get(BESIDE);
      const [finding, ...more] = findings(before, beside);
      assert.ok(finding, 'the example Before has no finding');
      assert.deepEqual(more, [], 'the example Before has more than one finding');
      const [, ...afterHeadings] = exampleHeadings(finding.fixes.length);
      assert.deepEqual(
        [...examples.keys()].filter((heading) => heading !== BESIDE),
        ['Before', ...afterHeadings],
      );
      for (const [index, heading] of afterHeadings.entries()) {
        const after = examples.get(heading) ?? '';
        const fix: Fix | undefined = finding.fixes[index];
        if (fix !== undefined) {
          assert.equal(applyEdits(before, fix.edits()), after, heading);
        }
        assert.ok(open(after).subjects[0], `${heading}, it is none of ours any more`);
        assert.deepEqual(findings(after, beside), [], `${heading}, the finding is still there`);
      }
    });
  });
}

test('no two rules have the same id, and each rule file is in the list', () => {
  const files = globSync('src/language/rules/*/*.ts', { cwd: root }).map((path) =>
    path.replaceAll('\\', '/').split('/').slice(-2).join('/').replace('.ts', ''),
  );
  assert.deepEqual(RULES.map(({ id }) => id as string).sort(), files.sort());
});
