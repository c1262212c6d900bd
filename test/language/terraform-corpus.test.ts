import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { terraform } from './terraform.ts';

/** Real files, which the repository does not hold. */
const CORPUS = new URL('../../../shared/corpus-iac/terraform/', import.meta.url);

/** What is said of them that is no advice, by file: rule and line. Of all others, nothing is. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'UKHSA-Internal__data-dashboard-infra__terraform__20-app__ecs.service.bastion.tf': [
    'exec/readonly-root-filesystem at 29',
  ],
  'UKHSA-Internal__data-dashboard-infra__terraform__20-app__ecs.service.front-end.tf': [
    'exec/readonly-root-filesystem at 48',
  ],
  'kimishimas__terraform-aws-stepfunctions__ecs.tf': ['exec/task-role at 2'],
  'lupinthe14th__ptodo__ecs.tf': ['exec/task-role at 40', 'exec/task-role at 76'],
  // A property of the task definition in a container is left out without a word.
  'navapbc__template-infra__infra__modules__service__main.tf': ['task/unknown-property at 95'],
  'uktrade__data-workspace__infra__1406-matchbox--ecs.tf': [
    'task/unknown-property at 122',
    'task/unknown-property at 181',
  ],
};

suite('real files of Terraform', { skip: existsSync(CORPUS) ? false : 'the corpus is not here' }, () => {
  for (const file of globSync('*.tf', { cwd: CORPUS }).sort()) {
    test(file, () => {
      const text = readFileSync(new URL(file, CORPUS), 'utf8');
      const found = terraform
        .open(text)
        .findings()
        .filter(({ severity }) => severity !== 'information')
        .map(({ rule, range }) => `${rule} at ${text.slice(0, range.start).split('\n').length}`);
      assert.deepEqual(found, EXPECTED[file] ?? []);
    });
  }
});
