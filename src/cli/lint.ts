import { relative } from 'node:path';
import type { Configuration, LanguageService } from '../language/api.ts';
import { applyEdits } from '../language/syntax/edits.ts';
import { replaceFile } from '../replace-file.ts';
import type { Checkout } from './checkout.ts';
import { decode, type DecodedText } from './encoding.ts';
import { slashed } from './files.ts';
import { inWords } from './in-words.ts';
import { readFile } from './read-file.ts';
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

/** What is in a file. */
export interface FileText extends DecodedText {
  /** As it is reported: relative, with slashes. */
  readonly path: string;
  /** Whether what it says may be shown. */
  readonly isQuotable: boolean;
}

/** A file's text; undefined where it is too large to be read. Throws as `lintFile`. */
export function readText(file: string, folder: string, checkout: Checkout): FileText | undefined {
  const path = slashed(relative(folder, file));
  try {
    const isQuotable = !checkout.leadsOut(file);
    const bytes = readFile(file);
    if (bytes === undefined) {
      return undefined;
    }
    const decoded = decode(bytes);
    if (decoded !== undefined) {
      return { ...decoded, path, isQuotable };
    }
  } catch (error) {
    // The system's own words do not always say which file.
    throw new Error(`${path} cannot be read: ${inWords(error)}`, { cause: error });
  }
  throw new Error(`${path} is not text in UTF-8 or UTF-16.`);
}
