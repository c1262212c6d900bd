import type { Finding, Severity } from '../language/api.ts';
import { english, type Text, valuesByName } from '../text.ts';

/** A place in a text, counted from 1 as editors do; columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A finding as it is reported. */
export interface ReportedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly documentation: string;
  readonly start: Position;
  readonly end: Position;
  /** Whether `--fix` mends it. */
  readonly fixable: boolean;
}

/** A file that is reported on. */
export interface ReportedFile {
  /** Relative to the current folder, with slashes; `<stdin>` for standard input. */
  readonly path: string;
  /** Whether the command line names it. */
  readonly isNamed: boolean;
  /** Whether what the file says may be shown. If not, no finding quotes it. */
  readonly isQuotable: boolean;
  /** What became of it: the last of these is no task definition, but says how those are checked. */
  readonly state: 'checked' | 'passed over' | 'ignored' | 'too large' | 'configuration';
}

/** What was found in one file. */
export interface FileReport extends ReportedFile {
  /** Empty where there is nothing in it to show. */
  readonly text: string;
  readonly findings: readonly ReportedFinding[];
}

/** What is reported of a file with a text. */
export function reportFile(file: ReportedFile, text: string, findings: readonly Finding[]): FileReport {
  const { isQuotable } = file;
  const positionAt = findings.length === 0 ? undefined : positions(text);
  return {
    ...file,
    text: findings.length > 0 && isQuotable ? text : '',
    findings: findings.map(({ rule, severity, message, documentation, range, fixes }) => ({
      rule,
      severity,
      message: english(isQuotable ? message : withoutValues(message)),
      documentation,
      start: positionAt?.(range.start) ?? { line: 1, column: 1 },
      end: positionAt?.(range.end) ?? { line: 1, column: 1 },
      fixable: fixes.some(({ safe }) => safe),
    })),
  };
}

/** Values of a sentence may be what stands in the file; the names of properties, which begin with a dot, are not. */
function withoutValues(sentence: Text): Text {
  return {
    template: sentence.template,
    values: valuesByName(sentence, (value, name) => (name.startsWith('.') ? value : '…')),
  };
}

/** Where an offset of a text stands. A byte order mark takes no column. */
function positions(text: string): (offset: number) => Position {
  const starts = [text.startsWith('\ufeff') ? 1 : 0];
  for (const { index, 0: ending } of text.matchAll(/\r\n|\n|\r/g)) {
    starts.push(index + ending.length);
  }
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
