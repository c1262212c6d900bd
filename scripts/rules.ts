// Generates what is said of all rules together from the rules and their pages: `node scripts/rules.ts` writes the
// tables in README.md, docs/rules/README.md and the rules' pages, what the linter says of rules in SARIF, and the JSON
// Schema of ecs-exec.config.json; with `--check` it only says whether they are up to date.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../src/language/rules/index.ts';
import { replaceFile } from '../src/replace-file.ts';
import { root } from './command.ts';
import { describeRules } from './rules/description.ts';
import { helpOf } from './rules/help.ts';
import { withMessages } from './rules/messages.ts';
import { configurationSchema } from './rules/schema.ts';
import { rulesPage, withTables } from './rules/table.ts';

const rules = describeRules(root);

const pageFile = (id: string): string => `docs/rules/${id}.md`;

const files: readonly (readonly [string, string])[] = [
  ['README.md', withTables(readFileSync(join(root, 'README.md'), 'utf8'), rules)],
  ['docs/rules/README.md', rulesPage(rules)],
  ...RULES.map(
    (rule) => [pageFile(rule.id), withMessages(readFileSync(join(root, pageFile(rule.id)), 'utf8'), rule)] as const,
  ),
  [
    'docs/rules/help.json',
    `${JSON.stringify(
      helpOf(
        RULES.map(({ id }) => id),
        root,
      ),
      undefined,
      1,
    )}\n`,
  ],
  ['schemas/config.schema.json', `${JSON.stringify(configurationSchema(rules), undefined, 1)}\n`],
];

for (const [file, text] of files) {
  const path = join(root, file);
  if (!process.argv.includes('--check')) {
    replaceFile(path, text);
  } else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
    console.error(`${file} does not match the rules and their pages: run npm run generate`);
    process.exitCode = 1;
  }
}
if (process.exitCode === undefined) {
  console.log(`${rules.length} rules.`);
}
