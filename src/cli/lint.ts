import type { Configuration, LanguageService } from '../language/api.ts';
import { applyEdits } from '../language/syntax/edits.ts';
import { replaceFile } from '../replace-file.ts';
import type { Checkout } from './checkout.ts';
import { inWords } from './in-words.ts';
import { type FileText, readText } from './read-text.ts';
import { type FileReport, reportFile } from './report.ts';

export interface LintOptions {
  readonly service: LanguageService;
  readonly configuration: Configuration;
  /** What reported paths are relative to. */
  readonly folder: string;
  readonly checkout: Checkout;
  readonly fix: boolean;
}

/**
 * Checks one file, mending it first where that is asked for; undefined where it is too large to be read. Throws an
 * Error with a sentence where it cannot be read, written, or is no text.
 */
export function lintFile(
  file: string,
  { service, configuration, folder, checkout, fix }: LintOptions,
): FileReport | undefined {
  const read = readText(file, folder, checkout);
  if (read === undefined) {
    return undefined;
  }
  const { path, encode } = read;
  const { text, report } = lintText(read, service, configuration, fix);
  if (text !== read.text) {
    write(file, path, encode(text));
  }
  return report;
}

/** Checks a text, fixing it first where that is asked for: the text then, and what is wrong with it. */
export function lintText(
  { path, text, isQuotable }: Pick<FileText, 'path' | 'text' | 'isQuotable'>,
  service: LanguageService,
  configuration: Configuration,
  fix: boolean,
): { readonly text: string; readonly report: FileReport } {
  const fixed = fix ? applyEdits(text, service.open(text).fixAll(configuration)) : text;
  const opened = service.open(fixed);
  const found = { findings: opened.findings(configuration), syntaxError: opened.syntaxError() };
  return { text: fixed, report: reportFile(path, fixed, found, isQuotable) };
}

function write(file: string, path: string, bytes: Uint8Array): void {
  try {
    replaceFile(file, bytes);
  } catch (error) {
    throw new Error(`${path} cannot be written: ${inWords(error)}`, { cause: error });
  }
}
