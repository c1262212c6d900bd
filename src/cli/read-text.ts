import { relative } from 'node:path';
import type { Checkout } from './checkout.ts';
import { decode, type DecodedText } from './encoding.ts';
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
  /** Whether it may be a task definition all the same: the names of properties look alike in most encodings. */
  readonly mayBeOurs: boolean;

  constructor(path: string, bytes: Uint8Array) {
    super(`${path} is not text in UTF-8 or UTF-16. If it is to be checked, save it in UTF-8.`);
    this.mayBeOurs = Buffer.from(bytes).includes('"containerDefinitions"');
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
