import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { root } from '../../scripts/command.ts';
import { reportFile } from '../../src/cli/report.ts';
import { createLanguageService } from '../../src/language/index.ts';

/** Real task definitions, which are not part of the project. */
const CORPUS = join(root, '..', 'shared', 'corpus');
/**
 * What is found in them: by file, `line:column severity rule` of each finding. Every line was looked at and is right.
 */
const GOLDEN = join(import.meta.dirname, '..', 'fixtures', 'language', 'corpus-findings.json');
/** Set it to write the golden file anew, then look at each line that changed. */
const UPDATE = process.env.UPDATE_GOLDEN === '1';

function findings(): Readonly<Record<string, readonly string[]>> {
  const service = createLanguageService();
  return Object.fromEntries(
    readdirSync(CORPUS)
      .filter((file) => file !== 'README.md')
      .sort()
      .map((file) => {
        const text = readFileSync(join(CORPUS, file), 'utf8');
        const report = reportFile(file, text, { findings: service.open(text).findings() });
        return [
          file,
          report.findings.map(({ start, severity, rule }) => `${start.line}:${start.column} ${severity} ${rule}`),
        ];
      }),
  );
}

suite('real task definitions', { skip: existsSync(CORPUS) ? false : 'the files are not beside the project' }, () => {
  test('the findings are those that were looked at', () => {
    const found = findings();
    if (UPDATE) {
      writeFileSync(GOLDEN, `${JSON.stringify(found, undefined, 2)}\n`);
    }
    assert.deepEqual(found, JSON.parse(readFileSync(GOLDEN, 'utf8')));
  });
});
