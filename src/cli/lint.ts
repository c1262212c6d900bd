import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Configuration, LanguageService, TextEdit } from '../language/api.ts';
import { decode, type DecodedText } from './encoding.ts';
import { slashed } from './files.ts';
import { type FileReport, reportFile } from './report.ts';

export interface LintOptions {
  readonly service: LanguageService;
  readonly configuration: Configuration;
  /** What reported paths are relative to. */
  readonly folder: string;
  readonly fix: boolean;
}

/**
 * Checks one file, mending it first where that is asked for. Throws an Error with a sentence where it cannot be read,
 * written, or is no text.
 */
export function lintFile(file: string, { service, configuration, folder, fix }: LintOptions): FileReport {
  const { path, text, encode } = readText(file, folder);
  const checked = fix ? fixText(service, text, configuration) : text;
  if (checked !== text) {
    writeFileSync(file, encode(checked));
  }
  return reportFile(path, checked, service.analyze(checked, configuration));
}

/** A file's text, and its path as it is reported. Throws as `lintFile`. */
export function readText(file: string, folder: string): DecodedText & { readonly path: string } {
  const path = slashed(relative(folder, file));
  const decoded = decode(readBytes(file, path));
  if (decoded === undefined) {
    throw new Error(`${path} is no text in UTF-8 or UTF-16.`);
  }
  return { ...decoded, path };
}

function readBytes(file: string, path: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    // The system's own words do not always say which file.
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** The text with all that can be mended without a choice. */
export function fixText(service: LanguageService, text: string, configuration: Configuration): string {
  return applyEdits(text, service.fixAll(text, configuration));
}

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end, text: replacement } of edits) {
    parts.push(text.slice(done, start), replacement);
    done = end;
  }
  return parts.join('') + text.slice(done);
}
