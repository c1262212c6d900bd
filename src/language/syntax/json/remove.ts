import type { Range, TextEdit } from '../../api.ts';
import { emptied } from '../emptied.ts';
import { indentOf, startOf } from '../indentation.ts';
import { skipBlanks, skipLineBreak } from '../lines.ts';
import type { Value } from '../value.ts';
import { commaAfter, innerRange } from './layout.ts';

/** Edits that take entries out of their object or array, with their commas, and with lines they had to themselves. */
export function removeEntries(container: Value, entries: ReadonlySet<Value>): readonly TextEdit[] {
  const { children } = container;
  const last = children.at(-1);
  const lastKept = children.findLast((child) => !entries.has(child));
  const losesEnd = last !== undefined && entries.has(last) && commaAfter(last) === undefined;
  // In their order, without looking at all the others.
  const ranges = [...entries]
    .sort((a, b) => a.start - b.start)
    .map((child) => rangeToRemove(child, losesEnd && child.start > (lastKept?.start ?? -1)));
  // It is the last now, and must lose its comma.
  const comma = losesEnd && lastKept !== undefined ? commaAfter(lastKept) : undefined;
  if (comma !== undefined) {
    ranges.push({ start: comma - 1, end: comma });
  }
  const allRanges = lastKept === undefined ? emptied(container.source.text, innerRange(container), ranges) : ranges;
  return allRanges.map(({ start, end }) => ({ start, end, text: '' }));
}

/** An entry that nothing follows in the end takes the blanks before it, any other those after it. */
function rangeToRemove(entry: Value, isAtEnd: boolean): Range {
  const { text } = entry.source;
  const indent = indentOf(entry);
  const start = startOf(entry);
  const end = commaAfter(entry) ?? entry.end;
  const afterBlanks = skipBlanks(text, end);
  const nextLine = skipLineBreak(text, afterBlanks);
  if (indent !== undefined && nextLine !== undefined) {
    return { start: start - indent.length, end: nextLine };
  }
  if (isAtEnd) {
    return { start: indent === undefined ? startOfBlanks(text, start) : start, end };
  }
  return { start, end: afterBlanks };
}

function startOfBlanks(text: string, at: number): number {
  return text.slice(0, at).trimEnd().length;
}
