// Generates all that is made from the sources: `npm run generate` writes the schemas, the tables of rules and checks,
// and the list of sentences; with `-- --check` it only says whether they are up to date.
import { run } from './command.ts';
import { main } from './main.ts';

await main(async () => {
  // Each in a process of its own: the rules read the modules that the first three write.
  for (const script of ['schema.ts', 'cloudformation.ts', 'iam.ts', 'rules.ts', 'readiness.ts', 'l10n.ts']) {
    await run(process.execPath, [`scripts/${script}`, ...process.argv.slice(2)]);
  }
});
