import { formatOf } from '../language/format.ts';
import { inWords } from './in-words.ts';
import { lintFile, type LintOptions, NotWritten } from './lint.ts';
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

/** Loads what it takes to read these files; undefined where that is so already. Rejects with an Error. */
export function loadFor(batch: Batch, { service, folders }: LintOptions): Promise<unknown> | undefined {
  if (!batch.some(({ file }) => formatOf(file, '') === 'hcl')) {
    return undefined;
  }
  const loading = [service.load('hcl'), folders.load('hcl')].filter((each) => each !== undefined);
  return loading.length === 0 ? undefined : Promise.all(loading);
}

export function lintBatch(batch: Batch, options: LintOptions): BatchResult {
  const reports: FileReport[] = [];
  const problems: string[] = [];
  const attempt = ({ file, isNamed }: Target, how: LintOptions): void => {
    try {
      reports.push(lintFile(file, isNamed, how));
    } catch (error) {
      problems.push(inWords(error));
      if (error instanceof NotWritten) {
        // What is wrong with it is to be known all the same.
        attempt({ file, isNamed }, { ...how, fix: false });
      }
    }
  };
  batch.forEach((target) => attempt(target, options));
  return { reports, problems };
}
