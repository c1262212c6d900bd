import { inWords } from './in-words.ts';
import { lintFile, type LintOptions } from './lint.ts';
import type { FileReport } from './report.ts';

/** A file to check. */
export interface Target {
  /** Absolute. */
  readonly file: string;
  readonly isNamed: boolean;
}

/** Files that are checked one after the other. */
export type Batch = readonly Target[];

/** What was found in some files, and what could not be done. */
export interface BatchResult {
  readonly reports: readonly FileReport[];
  readonly problems: readonly string[];
  /** What another thread has found to be wrong with configurations. */
  readonly configurations?: readonly FileReport[];
}

export function lintBatch(batch: Batch, options: LintOptions): BatchResult {
  const reports: FileReport[] = [];
  const problems: string[] = [];
  for (const { file, isNamed } of batch) {
    try {
      reports.push(lintFile(file, isNamed, options));
    } catch (error) {
      problems.push(inWords(error));
    }
  }
  return { reports, problems };
}
