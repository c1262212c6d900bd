import { setImmediate as turn } from 'node:timers/promises';
import { revealed } from '../sanitize.ts';
import { lintFile, type LintOptions } from './lint.ts';
import type { Problems } from './problems.ts';
import type { FileReport } from './report.ts';
import type { Targets } from './targets.ts';
import type { World } from './world.ts';

/** Checks files, in order. */
export async function lintFiles(
  { files, named }: Targets,
  options: LintOptions,
  problems: Problems,
  world: Pick<World, 'error'>,
): Promise<readonly FileReport[]> {
  const reports: FileReport[] = [];
  for (const file of files) {
    problems.attempt(() => {
      const name = named.get(file);
      const report = lintFile(file, name !== undefined, options);
      if (report !== undefined) {
        reports.push(report);
      } else if (name !== undefined) {
        world.error(`${revealed(name)} is not checked: it is too large for a task definition.\n`);
      }
    });
    // Whoever stops the program is heard between two files, and not in the middle of writing one.
    await turn();
  }
  return reports;
}
