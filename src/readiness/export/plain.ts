import { sanitize } from '../../sanitize.ts';
import { english, type Text } from '../../text.ts';

/** Says a text in a language. */
export type Say = (text: Text) => string;

/** Pieces of evidence of a check, and hops of a path, that a report has. */
const MOST_PIECES = 50;
/** Characters of a text that is made ready for use: longer than any policy that IAM takes. */
const LONGEST_TEXT = 20_000;

/** Words of AWS or of this project, on one line and without what could steer whoever shows them. */
export function plain(words: Text | string, say: Say = english): string {
  return sanitize(typeof words === 'string' ? words : say(words));
}

/** Those that have room. */
export function first<Piece>(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.slice(0, MOST_PIECES);
}

/** Whether a text is short enough to be part of a report: half of one would be of no use. */
export function hasRoom({ text }: { readonly text: string }): boolean {
  return text.length <= LONGEST_TEXT;
}
