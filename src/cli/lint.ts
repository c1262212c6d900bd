import {
  type Configuration,
  type Finding,
  type Format,
  type LanguageService,
  type Neighbours,
  type OpenText,
} from '../language/api.ts';
import { hasNeighbours } from '../language/index.ts';
import { applyEdits } from '../language/syntax/edits.ts';
import { replaceFile } from '../replace-file.ts';
import type { Baseline } from './baseline.ts';
import type { Checkout } from './checkout.ts';
import type { Configurations } from './configurations.ts';
import type { Folders } from './folders.ts';
import { inWords } from './in-words.ts';
import { type FileText, NotText, readText, reportedPath } from './read-text.ts';
import { type FileReport, type ReportedFile, reportFile } from './report.ts';

export interface LintOptions {
  readonly service: LanguageService;
  readonly configurations: Configurations;
  readonly folders: Folders;
  /** What reported paths are relative to. */
  readonly folder: string;
  readonly checkout: Checkout;
  readonly baseline?: Baseline | undefined;
  readonly fix: boolean;
}

/** Thrown for a file that could be fixed but not be written: it is as it was. */
export class NotWritten extends Error {}

/**
 * Checks one file, unless its configuration ignores it, mending it first where that is asked for. Throws an Error with
 * a sentence where it cannot be read or is no text, a {@link NotWritten} where it cannot be written.
 */
export function lintFile(file: string, isNamed: boolean, options: LintOptions): FileReport {
  const configuration = options.configurations.of(file);
  const unread = { path: reportedPath(file, options.folder), isNamed, isQuotable: false };
  if (configuration === undefined) {
    options.baseline?.passOver(unread.path);
    return reportFile({ ...unread, state: 'ignored' }, '', []);
  }
  const read = readTarget(file, isNamed, options);
  if (typeof read === 'string') {
    return reportFile({ ...unread, state: read }, '', []);
  }
  const beside = (): Neighbours => options.folders.beside(file);
  const { text, report } = lintText({ ...read, isNamed, beside }, configuration, options);
  if (text !== read.text) {
    write(file, read.path, read.encode(text));
  }
  return report;
}

/** A file to check, or why it is not. In a folder there may be files that are no text, and nothing to us. */
function readTarget(
  file: string,
  isNamed: boolean,
  { service, folder, checkout }: LintOptions,
): FileText | 'too large' | 'passed over' {
  try {
    return readText(file, folder, checkout) ?? 'too large';
  } catch (error) {
    if (error instanceof NotText && !isNamed && !error.holdsOne(service)) {
      return 'passed over';
    }
    throw error;
  }
}

/** A text to check. */
interface NamedText extends Omit<FileText, 'encode'> {
  /** Whether the command line names its file. */
  readonly isNamed: boolean;
  /** Where its name does not tell. */
  readonly format?: Format;
  /** What stands in the folder of its file. */
  readonly beside?: () => Neighbours;
}

/** Checks a text, fixing it first where that is asked for: the text then, and what is wrong with it. */
export function lintText(
  { path, text, isQuotable, isUtf16, isNamed, format, beside }: NamedText,
  configuration: Configuration,
  { service, baseline, fix }: Pick<LintOptions, 'service' | 'baseline' | 'fix'>,
): { readonly text: string; readonly report: FileReport } {
  const named = { name: path, isUtf16, isNamed };
  const open = (words: string): OpenText => {
    const opened = service.open(words, named, format);
    return beside !== undefined && hasNeighbours(opened) ? opened.beside(beside()) : opened;
  };
  const fixed = fix ? applyEdits(text, open(text).fixAll(configuration)) : text;
  const opened = open(fixed);
  const findings = opened.findings(configuration);
  const state = stateOf(opened, findings);
  const reported = baseline?.unknown(path, findings, opened) ?? findings;
  // Of JSON, a finding says what is wrong and where.
  const isInPart = !opened.isComplete && opened.format !== 'json';
  const file = { path, isNamed, isQuotable, state, isInPart, isFixed: fixed !== text };
  return { text: fixed, report: reportFile(file, fixed, reported) };
}

function stateOf({ subjects }: OpenText, findings: readonly Finding[]): ReportedFile['state'] {
  if (subjects.length === 0 && findings.length === 0) {
    return 'passed over';
  }
  // All that is found in a text of that length is that it is too long.
  return findings.some(({ rule, messageId }) => rule === 'config/limit' && messageId === 'tooLong')
    ? 'too large'
    : 'checked';
}

function write(file: string, path: string, bytes: Uint8Array): void {
  try {
    replaceFile(file, bytes);
  } catch (error) {
    throw new NotWritten(`${path} cannot be written: ${inWords(error)}`, { cause: error });
  }
}
