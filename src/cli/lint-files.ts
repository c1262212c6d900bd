import { setImmediate as turn } from 'node:timers/promises';
import { lintFile, type LintOptions } from './lint.ts';
import type { Problems } from './problems.ts';
import type { FileReport } from './report.ts';
import type { Targets } from './targets.ts';

/** In milliseconds. */
const LONGEST_DEAF = 20;

/** Checks files, in order. */
export async function lintFiles(
  { files, named }: Targets,
  options: LintOptions,
  problems: Problems,
): Promise<readonly FileReport[]> {
  const reports: FileReport[] = [];
  let heard = performance.now();
  for (const file of files) {
    problems.attempt(() => reports.push(lintFile(file, named.has(file), options)));
    // Whoever stops the program is heard between two files, and not in the middle of writing one.
    if (performance.now() - heard > LONGEST_DEAF) {
      await turn();
      heard = performance.now();
    }
  }
  return reports;
}
