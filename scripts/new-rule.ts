// Makes the skeleton of a rule: `npm run new-rule -- <group>/<name>`, as in task/health-check, writes the rule, its
// page, its fixtures and its line in the list of rules. It works; what is yours to write says TODO, and a test fails
// until none is left.
import { root } from './command.ts';
import { createRule } from './rules/create.ts';

const [id = ''] = process.argv.slice(2);
try {
  const files = createRule(id, root);
  console.log(`Written:\n${files.map((file) => `  ${file}`).join('\n')}`);
  console.log('Replace each TODO, then run npm run generate.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
