import type { Range } from '../../api.ts';
import { emptyStringAt, valueAt } from '../at-offset.ts';
import type { Slot, Value } from '../value.ts';
import { commaAfter } from './layout.ts';
import { skipTrivia } from './trivia.ts';

/** Reads a text. */
export type Read = (text: string) => Value | undefined;

/** Reads a text as that of a value is read, from its start. */
export function readerOf({ source: { syntax } }: Value): Read {
  return (text) => syntax.parse(text);
}

/** A cursor in what is meant for a string of which the end is missing: what follows belongs to the JSON around it. */
const REST_OF_JSON = /^\s*[,}\]]/;

/** See {@link Syntax.slotsAt}; texts with something in the gap are read in a way of the caller's. */
export function slotsAt(root: Value, offset: number, read = readerOf(root)): readonly Slot[] {
  const value = valueAt(root, offset);
  if (value.kind === 'string' && !isCutShort(value, offset)) {
    return value.start < offset && offset < value.end ? [{ gap: undefined, string: value }] : [];
  }
  const gap = gapAt(value, offset);
  const slot = gap === undefined ? undefined : fill(root, gap, read);
  return slot === undefined ? [] : [slot];
}

/** Whether the quote that ends a string at the cursor was meant to begin another, as in `"web , "image"`. */
function isCutShort({ source, isUnknown, end }: Value, offset: number): boolean {
  return !source.complete && !isUnknown && REST_OF_JSON.test(source.text.slice(offset, end - 1));
}

/** What a string would be written over: nothing, a word, or an unfinished string up to the cursor. */
function gapAt({ kind, start, end, source, children }: Value, offset: number): Range | undefined {
  if (kind === 'object' || kind === 'array') {
    const isBeforeValue = children.some(
      (child) => child.key !== undefined && child.key.end <= offset && offset <= child.start,
    );
    return isBeforeValue ? undefined : { start: offset, end: offset };
  }
  const written = source.text.slice(start, end);
  if (written.startsWith('"')) {
    return offset > start ? { start, end: endOfWord(source.text, offset) } : undefined;
  }
  return endOfWord(written, 0) === written.length ? { start, end } : undefined;
}

function endOfWord(text: string, from: number): number {
  const word = /[\w-]*/y;
  word.lastIndex = from;
  word.test(text);
  return word.lastIndex;
}

/** The place for a string, told by what the text is with one there. */
function fill({ source: { text } }: Value, gap: Range, read: Read): Slot | undefined {
  const { start, end } = gap;
  const root = read(`${text.slice(0, start)}""${text.slice(end)}`);
  // Beside a quote, it may read as something else.
  const value = root && emptyStringAt(root, start);
  if (root === undefined || value === undefined) {
    return undefined;
  }
  const before = value.parent?.children[value.parent.children.indexOf(value) - 1];
  if (value.key === undefined && before !== undefined && commaAfter(before) === undefined) {
    return undefined;
  }
  const suffix = text[skipTrivia(text, end)] === '"' ? ',' : '';
  return { gap, write: (string) => JSON.stringify(string) + suffix, filled: root, string: value };
}
