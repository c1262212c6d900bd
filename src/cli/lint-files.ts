import { setImmediate as turn } from 'node:timers/promises';
import { type Batch, lintBatch, loadFor, type Target } from './batch.ts';
import type { LintOptions } from './lint.ts';
import type { Problems } from './problems.ts';
import type { FileReport } from './report.ts';
import type { Targets } from './targets.ts';
import { type LintThread, ThreadPool } from './thread-pool.ts';

/** In milliseconds: so long nobody else is heard. */
const LONGEST_DEAF = 20;

/** Of so many files at least, other threads check some. To start one takes as long as to check a hundred. */
export const LEAST_FOR_THREADS = 400;

/** So many files are given to a thread at once. */
const BATCH = 50;

/** Checks files, with other threads where there are many of them; reports are in the order of the files. */
export async function lintFiles(
  { files, named }: Targets,
  options: LintOptions,
  problems: Problems,
  startThreads: () => readonly LintThread[] = () => [],
): Promise<readonly FileReport[]> {
  const targets = Array.from(files, (file): Target => ({ file, isNamed: named.has(file) }));
  // Whoever stops the program must not stop a thread in the middle of writing a file; and a baseline counts what is
  // found in all files.
  const isShared = targets.length >= LEAST_FOR_THREADS && !options.fix && options.baseline === undefined;
  const pool = new ThreadPool(batchesOf(targets, isShared ? BATCH : 1), isShared ? startThreads() : []);
  await loadFor(targets, options);
  let heard = performance.now();
  for (let next = pool.take(); next !== undefined; next = pool.take()) {
    pool.finish(next, lintBatch(next.batch, options));
    // Whoever stops the program is heard between two files, and so are the other threads.
    if (performance.now() - heard > LONGEST_DEAF) {
      await turn();
      heard = performance.now();
    }
  }
  const results = await pool.results((batch) => lintBatch(batch, options));
  for (const { problems: sentences, configurations } of results) {
    sentences.forEach(problems.add);
    if (configurations !== undefined) {
      options.configurations.join(configurations);
    }
  }
  return results.flatMap(({ reports }) => reports);
}

function batchesOf(targets: readonly Target[], size: number): readonly Batch[] {
  return Array.from({ length: Math.ceil(targets.length / size) }, (_, index) =>
    targets.slice(index * size, (index + 1) * size),
  );
}
