import type { Range, TextEdit } from '../../api.ts';
import type { Value } from '../value.ts';
import { commaAfter } from './insert.ts';
import { indentOf, innerRange, startOf } from './layout.ts';
import { skipBlanks, skipLineBreak } from './trivia.ts';

/** Edits that take entries out of their object or array, with their commas, and with lines they had to themselves. */
export function removeEntries(container: Value, entries: ReadonlySet<Value>): readonly TextEdit[] {
  const ranges = container.children.filter((child) => entries.has(child)).map(rangeToRemove);
  const last = container.children.at(-1);
  const lastKept = container.children.findLast((child) => !entries.has(child));
  if (last !== undefined && lastKept !== undefined && entries.has(last) && commaAfter(last) === undefined) {
    // It is the last now, and must lose its comma.
    const comma = commaAfter(lastKept);
    if (comma !== undefined) ranges.push({ start: comma - 1, end: comma });
  }
  const allRanges = lastKept === undefined ? emptied(container, ranges) : ranges;
  return allRanges.map(({ start, end }) => ({ start, end, text: '' }));
}

/** An object or array that loses everything loses its line breaks too, unless a comment is left. */
function emptied(container: Value, ranges: readonly Range[]): readonly Range[] {
  const inner = innerRange(container);
  let left = '';
  let at = inner.start;
  for (const { start, end } of ranges) {
    left += container.source.text.slice(at, start);
    at = end;
  }
  left += container.source.text.slice(at, inner.end);
  return left.trim() === '' ? [inner] : ranges;
}

function rangeToRemove(entry: Value): Range {
  const { text } = entry.source;
  const indent = indentOf(entry);
  const start = startOf(entry);
  const comma = commaAfter(entry);
  const end = comma ?? entry.end;
  const afterBlanks = skipBlanks(text, end);
  const nextLine = skipLineBreak(text, afterBlanks);
  if (indent !== undefined && nextLine !== undefined) return { start: start - indent.length, end: nextLine };
  if (indent !== undefined || comma !== undefined) return { start, end: comma === undefined ? end : afterBlanks };
  return { start: startOfBlanks(text, start), end };
}

function startOfBlanks(text: string, at: number): number {
  return text.slice(0, at).trimEnd().length;
}
