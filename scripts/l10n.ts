// Collects the sentences that translators need: `node scripts/l10n.ts` writes l10n/bundle.l10n.json from the sources,
// with `--check` it only says whether the file is up to date. Both also compare package.json with package.nls.json.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../src/replace-file.ts';
import { root } from './command.ts';
import { manifestMistakes } from './l10n/manifest.ts';
import { collectTemplates } from './l10n/templates.ts';

const bundlePath = join(root, 'l10n', 'bundle.l10n.json');
const readJson = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'));

const files = globSync('src/**/*.ts', { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .sort();
const collected = files.map((file) => collectTemplates(file, readFileSync(join(root, file), 'utf8')));
const templates = [...new Set(collected.flatMap((one) => one.templates))].sort();
const sentences = Object.fromEntries(templates.map((template) => [template, template]));
const bundle = `${JSON.stringify(sentences, undefined, 2)}\n`;

const nls = existsSync(join(root, 'package.nls.json')) ? readJson('package.nls.json') : {};
const mistakes = [
  ...collected.flatMap((one) => one.mistakes),
  ...manifestMistakes(readJson('package.json'), nls as Record<string, string>),
];

if (!process.argv.includes('--check')) {
  replaceFile(bundlePath, bundle);
} else if (!existsSync(bundlePath) || readFileSync(bundlePath, 'utf8') !== bundle) {
  mistakes.push('l10n/bundle.l10n.json: not up to date; run npm run generate');
}

for (const mistake of mistakes) {
  console.error(mistake);
}
if (mistakes.length > 0) {
  process.exitCode = 1;
} else {
  console.log(`${templates.length} sentences to translate.`);
}
