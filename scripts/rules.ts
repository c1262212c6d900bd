// Generates what is said of all rules together from the rules and their pages: `node scripts/rules.ts` writes the
// tables in README.md and docs/rules/README.md, and the JSON Schema of ecs-exec.config.json; with `--check` it only
// says whether they are up to date.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../src/cli/replace-file.ts';
import { root } from './command.ts';
import { describeRules } from './rules/description.ts';
import { configurationSchema } from './rules/schema.ts';
import { rulesPage, withTables } from './rules/table.ts';

const rules = describeRules(root);

const files: readonly (readonly [string, string])[] = [
  ['README.md', withTables(readFileSync(join(root, 'README.md'), 'utf8'), rules)],
  ['docs/rules/README.md', rulesPage(rules)],
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
