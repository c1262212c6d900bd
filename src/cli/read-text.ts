import { relative } from 'node:path';
import type { LanguageService } from '../language/api.ts';
import type { Checkout } from './checkout.ts';
import { decode, type DecodedText, guesses } from './encoding.ts';
import { slashed } from './files.ts';
import { inWords } from './in-words.ts';
import { readFile } from './read-file.ts';

/** What is in a file. */
export interface FileText extends DecodedText {
  /** As it is reported: relative, with slashes. */
  readonly path: string;
  /** Whether what it says may be shown. */
  readonly isQuotable: boolean;
}

/** A file's path as it is reported; the folder itself is ".". */
export function reportedPath(file: string, folder: string): string {
  const path = slashed(relative(folder, file)) || '.';
  // A line that begins with two colons is a command to GitHub Actions.
  return path.startsWith('::') ? `./${path}` : path;
}

/** Thrown for a file in no encoding that is known here. */
export class NotText extends Error {
  readonly #bytes: Uint8Array;

  constructor(path: string, bytes: Uint8Array) {
    super(`${path} is not text in UTF-8 or UTF-16. If it is to be checked, save it in UTF-8.`);
    this.#bytes = bytes;
  }

  /** Whether it holds something of ours all the same: what makes it one looks alike in most encodings. */
  holdsOne(service: LanguageService): boolean {
    return guesses(this.#bytes).some((text) => service.open(text).subjects.length > 0);
  }
}

/**
 * A file's text; undefined where it is too large to be read. Throws an Error with a sentence where it cannot be read, a
 * {@link NotText} where it is no text.
 */
export function readText(file: string, folder: string, checkout: Checkout): FileText | undefined {
  const path = reportedPath(file, folder);
  let isQuotable: boolean;
  let bytes: Uint8Array | undefined;
  try {
    isQuotable = !checkout.leadsOut(file);
    bytes = readFile(file);
  } catch (error) {
    // The system's own words do not always say which file.
    throw new Error(`${path} cannot be read: ${inWords(error)}`, { cause: error });
  }
  if (bytes === undefined) {
    return undefined;
  }
  const decoded = decode(bytes);
  if (decoded === undefined) {
    throw new NotText(path, bytes);
  }
  return { ...decoded, path, isQuotable };
}
