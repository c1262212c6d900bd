import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { RuleDescription } from '../../scripts/rules/description.ts';
import { rulesPage, withTables } from '../../scripts/rules/table.ts';

test('the tables of rules and the schema of the configuration are up to date', () => {
  const script = fileURLToPath(new URL('../../scripts/rules.ts', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
});

suite('the tables', () => {
  const rules: readonly RuleDescription[] = [
    {
      id: 'exec/a',
      group: 'exec',
      summary: 'It wants this.',
      severities: ['warning'],
      isOptional: false,
      fix: 'all',
      notations: ['JSON', 'Terraform'],
    },
    {
      id: 'task/b',
      group: 'task',
      summary: 'It wants that.',
      severities: ['error', 'information'],
      isOptional: true,
      fix: 'choice',
      notations: ['JSON', 'YAML', 'CloudFormation', 'Terraform'],
    },
  ];

  test('are one for each group, with links to the pages', () => {
    const page = rulesPage(rules);
    assert.match(page, /^\| \[`exec\/a`\]\(exec\/a\.md\) \| warning \| all \| JSON, Terraform \| It wants this\. \|$/m);
    assert.match(
      page,
      /^\| \[`task\/b`\]\(task\/b\.md\) \| error, information \(off\) \| choice \| all \| It wants that\. \|$/m,
    );
    assert.equal(page.match(/^\| Rule /gm)?.length, 2);
  });

  test('replace those that are there, and nothing else', () => {
    const text = 'before\n<!-- rules: written by scripts/rules.ts -->\nold\n<!-- end of rules -->\nafter\n';
    const made = withTables(text, rules);
    assert.match(made, /^before\n<!-- rules[\s\S]*docs\/rules\/exec\/a\.md[\s\S]*<!-- end of rules -->\nafter\n$/);
    assert.doesNotMatch(made, /\nold\n/);
    assert.equal(withTables(made, rules), made);
  });

  test('need a place', () => assert.throws(() => withTables('# Without marks', rules), /Put the rules between/));
});
