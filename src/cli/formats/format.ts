import type { FileReport } from '../report.ts';

/** How reports are written. */
export interface FormatContext {
  readonly color: boolean;
  /** The program's own version. */
  readonly version: string;
}

/** Makes the whole output, without a line ending at its end; empty where there is nothing to say. */
export type Formatter = (reports: readonly FileReport[], context: FormatContext) => string;
