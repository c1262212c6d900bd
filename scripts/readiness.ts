// Writes the list of readiness checks, docs/readiness/README.md, from the checks and their pages: `node
// scripts/readiness.ts`; with `--check` it only says whether it is up to date.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checks } from '../src/readiness/checks/index.ts';
import { replaceFile } from '../src/replace-file.ts';
import { english } from '../src/text.ts';
import { root } from './command.ts';
import { readPage } from './rules/page.ts';

const folder = join(root, 'docs', 'readiness');

const rows = checks.map(({ id, title }, index) => {
  const { summary } = readPage(readFileSync(join(folder, `${id}.md`), 'utf8'));
  return `| ${index + 1} | [\`${id}\`](${id}.md) | ${english(title)} | ${summary} |`;
});

const text = [
  '<!-- Written by scripts/readiness.ts from the checks and their pages. -->',
  '# Readiness checks\n',
  "These checks say why a live container can, or cannot, be exec'd into. They are judged in this order, and the " +
    'first that fails is what the report says first. A check that needs something which you are not allowed to ask ' +
    'AWS for says "could not tell", and which permission is missing: it never fails for that.\n',
  '| | Check | Its title | What it needs |',
  '|---|---|---|---|',
  ...rows,
  '',
].join('\n');

const file = join(folder, 'README.md');
if (!process.argv.includes('--check')) {
  replaceFile(file, text);
  console.log(`${checks.length} readiness checks.`);
} else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  console.error('docs/readiness/README.md does not match the checks and their pages: run npm run generate');
  process.exitCode = 1;
}
