import type { LinterSettings } from './create-linter.ts';
import type { LintThread } from './thread-pool.ts';

/** What the program has of the world around it. */
export interface World {
  readonly folder: string;
  readonly version: string;
  /** Whether output goes to a terminal that shows colours. */
  readonly color: boolean;
  /** Undefined where it is longer than what is checked. */
  readStdin(): Promise<Uint8Array | undefined>;
  /** Threads beside this one, to check files as it does: as many as there are cores for. */
  startThreads(settings: LinterSettings): readonly LintThread[];
  out: (words: string | Uint8Array) => void;
  error: (words: string) => void;
}
