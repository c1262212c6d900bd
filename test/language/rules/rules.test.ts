import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { createLanguageService } from '../../../src/language/index.ts';
import { documentationOf } from '../../../src/language/rules/documentation.ts';
import { RULES } from '../../../src/language/rules/index.ts';
import { applyEdits } from '../../../src/language/syntax/edits.ts';

const ROOT = new URL('../../../', import.meta.url);
const HEADINGS = ['Why', 'What AWS says', 'How to mend it', 'When it stays silent'];
const service = createLanguageService();

/** The code blocks of a page by the heading they stand under. */
function examples(page: string): Map<string, string> {
  return new Map([...page.matchAll(/^### (.+)\n+```json\n([\s\S]*?)```$/gm)].map(([, heading = '', code = '']) => [heading, code]));
}

for (const rule of RULES) {
  describe(rule.id, () => {
    const page = new URL(`docs/rules/${rule.id}.md`, ROOT);

    test('has a file, fixtures with and without findings, and a page', () => {
      assert.ok(existsSync(new URL(`src/language/rules/${rule.id}.ts`, ROOT)));
      const fixtures = globSync(`test/fixtures/language/${rule.id}/*.jsonc`, { cwd: ROOT }).map((path) => readFileSync(new URL(path, ROOT), 'utf8'));
      assert.ok(fixtures.some((fixture) => fixture.includes(` ${rule.id}: `)), 'no fixture has a finding');
      assert.ok(fixtures.some((fixture) => !fixture.includes(rule.id)), 'no fixture is without findings');
      assert.ok(documentationOf(rule.id).endsWith(`/docs/rules/${rule.id}.md`));
      assert.ok(existsSync(page));
    });

    test('has a page that says what it has to, in order', () => {
      const text = readFileSync(page, 'utf8');
      assert.ok(text.startsWith(`# ${rule.id}\n`));
      assert.deepEqual([...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading), HEADINGS);
      assert.ok(text.includes(rule.severity));
    });

    test('does with the examples of its page what the page says', () => {
      const blocks = examples(readFileSync(page, 'utf8'));
      const before = blocks.get('Before') ?? '';
      const found = service.analyze(before).findings.filter((finding) => finding.rule === rule.id);
      assert.equal(found.length, 1);
      const fixes = found[0]?.fixes ?? [];
      assert.equal(blocks.size, fixes.length + 1, 'one example before, and one after each fix');
      for (const [index, ordinal] of ['first', 'second'].slice(0, fixes.length).entries()) {
        const after = applyEdits(before, fixes[index]!.edits());
        assert.equal(after, blocks.get(`After the ${ordinal} fix`));
        assert.deepEqual(service.analyze(after).findings.filter((finding) => finding.rule === rule.id), []);
      }
    });
  });
}

test('no two rules have the same id, and each rule file is in the list', () => {
  const files = globSync('src/language/rules/*/*.ts', { cwd: ROOT }).map((path) => path.split('/').slice(-2).join('/').replace('.ts', ''));
  assert.deepEqual(RULES.map(({ id }) => id as string).sort(), files.sort());
});
