import type { Finding, Severity } from '../language/api.ts';
import { english, type Text, valuesByName } from '../text.ts';
import { hideValues } from './hide-values.ts';
import { type Excerpt, Lines, type Position } from './lines.ts';

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
  /** Without the values of variables. Undefined where nothing that the file says may be shown. */
  readonly excerpt: Excerpt | undefined;
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
  /** Whether only a part of it could be read, and no finding says so. */
  readonly isInPart?: boolean;
  /** Whether it has been changed, as `--fix` asks. */
  readonly isFixed?: boolean;
}

/** What was found in one file. */
export interface FileReport extends ReportedFile {
  readonly findings: readonly ReportedFinding[];
}

/** What is reported of a file with a text. */
export function reportFile(file: ReportedFile, text: string, findings: readonly Finding[]): FileReport {
  const { isQuotable } = file;
  if (findings.length === 0) {
    return { ...file, findings: [] };
  }
  const lines = new Lines(hideValues(text));
  return {
    ...file,
    findings: findings.map(({ rule, severity, message, documentation, range, fixes }) => {
      const start = lines.positionAt(range.start);
      return {
        rule,
        severity,
        message: english(isQuotable ? message : withoutValues(message)),
        documentation,
        start,
        end: lines.positionAt(range.end),
        fixable: fixes.some(({ safe }) => safe),
        excerpt: isQuotable ? lines.excerptAt(start) : undefined,
      };
    }),
  };
}

/** Values of a sentence may be what stands in the file; the names of properties, which begin with a dot, are not. */
function withoutValues(sentence: Text): Text {
  return {
    template: sentence.template,
    values: valuesByName(sentence, (value, name) => (name.startsWith('.') ? value : '…')),
  };
}
