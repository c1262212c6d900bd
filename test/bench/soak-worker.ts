/** Checks the batches of mutated documents that it is told the numbers of. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import fc from 'fast-check';
import { root } from '../../scripts/command.ts';
import { loadHclParser } from '../../src/hcl-parser.ts';
import type { Format } from '../../src/language/api.ts';
import { createLanguageService, readConfiguration } from '../../src/language/index.ts';
import { applyEdits } from '../../src/language/syntax/edits.ts';
import { readFixture } from '../language/fixture.ts';
import { mutated, POLICY_JUNK, POLICY_VALUES, withOtherValues } from '../language/mutations.ts';
import { NEIGHBOURS } from '../language/neighbours.ts';
import { taskDefinitions } from '../language/writings/documents.ts';
import { checkAlone } from '../language/writings/same.ts';
import { BATCH, type BatchResult } from './soak.ts';

const service = createLanguageService({ loadHcl: loadHclParser });
await service.load('hcl');
const fixtures = join(root, 'test', 'fixtures', 'language');
const policies = documentsIn('policy/**/*.jsonc');
const documents = documentsIn('{cluster,documents,exec,service,task}/**/*.jsonc');
const templates = documentsIn('{documents,service}/**/*.yaml');
const modules = documentsIn('{terraform,exec,service}/**/*.tf');
const mutations = fc.oneof(
  written('json', mutated(documents, 8)),
  written('json', withOtherValues(documents)),
  written('json', mutated(policies, 8, POLICY_JUNK)),
  written('json', withOtherValues(policies, POLICY_VALUES)),
  written('yaml', mutated(templates, 8)),
  written('hcl', mutated(modules, 8)),
);

/** So many task definitions of each batch are written in all formats, which must say the same. */
const IN_ALL_FORMATS = 10;

function written(format: Format, texts: fc.Arbitrary<string>): fc.Arbitrary<{ text: string; format: Format }> {
  return texts.map((text) => ({ text, format }));
}

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
  for (const [index, { text, format }] of fc.sample(mutations, { numRuns: BATCH, seed: batch }).entries()) {
    const start = performance.now();
    try {
      const opened = service.open(text, undefined, format).beside(NEIGHBOURS);
      const found = opened.findings();
      findings += found.length;
      for (const finding of found) {
        for (const fix of finding.fixes) {
          applyEdits(text, fix.edits());
        }
        fixes += finding.fixes.length;
        opened.suppress(finding, true);
      }
      opened.fixAll();
      readConfiguration(text);
    } catch (error) {
      throw new Error(`Document ${index} of batch ${batch}:\n${text}`, { cause: error });
    }
    slowest = Math.max(slowest, performance.now() - start);
  }
  const alike = fc.sample(fc.tuple(taskDefinitions, fc.nat()), { numRuns: IN_ALL_FORMATS, seed: batch });
  for (const [data, seed] of alike) {
    checkAlone({ name: 'It', kind: 'task-definition', data }, seed);
  }
  return { slowest, findings, fixes };
}
