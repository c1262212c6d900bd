import type { Range } from '../api.ts';
import { readDocument } from '../document.ts';
import type { RecognizedDocument } from '../documents/recognize.ts';
import { commaAfter } from '../syntax/json/insert.ts';
import { skipTrivia } from '../syntax/json/trivia.ts';
import type { Value } from '../syntax/value.ts';

/** A string at the cursor, or a place for one. */
export interface Slot {
  /** The document, with an empty string in it where there was none. */
  readonly document: RecognizedDocument;
  /** The string; or what else is there, where none can be. */
  readonly value: Value;
  /** What a whole string, quotes included, is to be written over. Undefined where the string is there. */
  readonly gap: Gap | undefined;
}

interface Gap extends Range {
  /** Whether a comma has to follow. */
  readonly needsComma: boolean;
}

/** A cursor in what is meant for a string of which the end is missing: what follows belongs to the JSON around it. */
const REST_OF_JSON = /^\s*[,}\]]/;

/** Where a string is, or could be written, at an offset of a text that may be half-typed. */
export function slotAt(text: string, offset: number): Slot | undefined {
  const document = readDocument(text);
  if (document === undefined) {
    return undefined;
  }
  const value = valueAt(document.value, offset);
  if (value.kind === 'string' && !isCutShort(value, offset)) {
    return value.start < offset && offset < value.end ? { document, value, gap: undefined } : undefined;
  }
  const range = gapAt(value, offset);
  return range === undefined ? undefined : fill(text, range);
}

/** The innermost value with an offset in it or at its edge. */
function valueAt(root: Value, offset: number): Value {
  for (let innermost = root; ;) {
    const next = innermost.children.find(({ start, end }) => start <= offset && offset <= end);
    if (next === undefined) {
      return innermost;
    }
    innermost = next;
  }
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
function fill(text: string, { start, end }: Range): Slot | undefined {
  const document = readDocument(`${text.slice(0, start)}""${text.slice(end)}`);
  if (document === undefined) {
    return undefined;
  }
  const value = valueAt(document.value, start + 1);
  // Beside a quote, it may read as something else.
  if (value.start !== start || value.end !== start + 2) {
    return undefined;
  }
  const before = value.parent?.children[value.parent.children.indexOf(value) - 1];
  if (value.key === undefined && before !== undefined && commaAfter(before) === undefined) {
    return undefined;
  }
  return { document, value, gap: { start, end, needsComma: text[skipTrivia(text, end)] === '"' } };
}
