import type { Range } from '../../api.ts';
import type { Slot, Value } from '../value.ts';
import { commaAfter } from './layout.ts';
import { skipTrivia } from './trivia.ts';

/** A cursor in what is meant for a string of which the end is missing: what follows belongs to the JSON around it. */
const REST_OF_JSON = /^\s*[,}\]]/;

/** See {@link Syntax.slotAt}. */
export function slotAt(root: Value, offset: number): Slot | undefined {
  const value = valueAt(root, offset);
  if (value.kind === 'string' && !isCutShort(value, offset)) {
    return value.start < offset && offset < value.end ? { gap: undefined, string: value } : undefined;
  }
  const gap = gapAt(value, offset);
  return gap === undefined ? undefined : fill(root, gap);
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
function fill({ source }: Value, gap: Range): Slot | undefined {
  const { text, syntax } = source;
  const { start, end } = gap;
  const root = syntax.parse(`${text.slice(0, start)}""${text.slice(end)}`);
  const value = root === undefined ? undefined : valueAt(root, start + 1);
  // Beside a quote, it may read as something else.
  if (root === undefined || value?.start !== start || value.end !== start + 2) {
    return undefined;
  }
  const before = value.parent?.children[value.parent.children.indexOf(value) - 1];
  if (value.key === undefined && before !== undefined && commaAfter(before) === undefined) {
    return undefined;
  }
  const suffix = text[skipTrivia(text, end)] === '"' ? ',' : '';
  return { gap, suffix, filled: root, string: value };
}
