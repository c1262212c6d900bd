import { setImmediate as turn } from 'node:timers/promises';
import { lintFile, type LintOptions } from './lint.ts';
import type { Problems } from './problems.ts';
import type { FileReport } from './report.ts';
import type { Targets } from './targets.ts';

/** Checks files, in order. */
export async function lintFiles(
  { files, named }: Targets,
  options: LintOptions,
  problems: Problems,
): Promise<readonly FileReport[]> {
  const reports: FileReport[] = [];
  for (const file of files) {
    problems.attempt(() => reports.push(lintFile(file, named.has(file), options)));
    // Whoever stops the program is heard between two files, and not in the middle of writing one.
    await turn();
  }
  return reports;
}
