/** Checks the batches of mutated documents that it is told the numbers of. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import fc from 'fast-check';
import { root } from '../../scripts/command.ts';
import { createLanguageService, readConfiguration } from '../../src/language/index.ts';
import { applyEdits } from '../../src/language/syntax/edits.ts';
import { readFixture } from '../language/fixture.ts';
import { mutated, POLICY_JUNK, POLICY_VALUES, withOtherValues } from '../language/mutations.ts';
import { NEIGHBOURS } from '../language/neighbours.ts';
import { BATCH, type BatchResult } from './soak.ts';

const service = createLanguageService();
const fixtures = join(root, 'test', 'fixtures', 'language');
const policies = documentsIn('policy/**/*.jsonc');
const documents = documentsIn('{cluster,documents,exec,service,task}/**/*.jsonc');
const mutations = fc.oneof(
  mutated(documents, 8),
  withOtherValues(documents),
  mutated(policies, 8, POLICY_JUNK),
  withOtherValues(policies, POLICY_VALUES),
);

function documentsIn(pattern: string): readonly string[] {
  return (
    globSync(pattern, { cwd: fixtures })
      .sort()
      .map((path) => readFixture(readFileSync(join(fixtures, path), 'utf8')).text)
      // The few that show what is too long would take all the time.
      .filter(({ length }) => length < 10_000)
  );
}

parentPort?.on('message', (batch: number) => parentPort?.postMessage(check(batch)));

function check(batch: number): BatchResult {
  let [slowest, findings, fixes] = [0, 0, 0];
  for (const [index, text] of fc.sample(mutations, { numRuns: BATCH, seed: batch }).entries()) {
    const start = performance.now();
    try {
      const found = service.open(text).beside(NEIGHBOURS).findings();
      findings += found.length;
      for (const finding of found) {
        for (const fix of finding.fixes) {
          applyEdits(text, fix.edits());
        }
        fixes += finding.fixes.length;
        service.open(text).suppress(finding, true);
      }
      service.open(text).beside(NEIGHBOURS).fixAll();
      readConfiguration(text);
    } catch (error) {
      throw new Error(`Document ${index} of batch ${batch}:\n${text}`, { cause: error });
    }
    slowest = Math.max(slowest, performance.now() - start);
  }
  return { slowest, findings, fixes };
}
