import type { Range, TextEdit } from '../../api.ts';
import { emptied } from '../emptied.ts';
import { indentOf, startOf } from '../indentation.ts';
import { LONGEST_SPACE, skipBlanks, skipLineBreak } from '../lines.ts';
import type { Value } from '../value.ts';
import { isBlock, isBody } from './hcl-node.ts';
import { commaAfter, innerRange } from './layout.ts';

/** Edits that take entries out of what they stand in, with their commas, and with lines they had to themselves. */
export function removeEntries(container: Value, entries: ReadonlySet<Value>): readonly TextEdit[] {
  const { children } = container;
  const last = children.at(-1);
  const lastKept = children.findLast((child) => !entries.has(child));
  const losesEnd = !isBody(container) && last !== undefined && entries.has(last) && commaAfter(last) === undefined;
  const ranges = [...entries]
    .sort((a, b) => a.start - b.start)
    .map((child) => rangeToRemove(child, losesEnd && child.start > (lastKept?.start ?? -1)));
  // It is the last now, and loses its comma.
  const comma = losesEnd && lastKept !== undefined ? commaAfter(lastKept) : undefined;
  if (comma !== undefined) {
    ranges.push({ start: comma - 1, end: comma });
  }
  const all =
    lastKept === undefined && container.parent !== undefined
      ? emptied(container.source.text, innerRange(container), ranges)
      : ranges;
  return all.map(({ start, end }) => ({ start, end, text: '' }));
}

/** An entry that nothing follows in the end takes the blanks before it, any other those after it. */
function rangeToRemove(entry: Value, isAtEnd: boolean): Range {
  const { text } = entry.source;
  const indent = indentOf(entry);
  const start = startOf(entry);
  const end = (isBody(entry.parent) ? undefined : commaAfter(entry)) ?? entry.end;
  const afterBlanks = skipBlanks(text, end);
  const nextLine = skipLineBreak(text, afterBlanks);
  if (indent !== undefined && nextLine !== undefined) {
    return {
      start: start - indent.length,
      end: isBlock(entry) ? afterGap(text, start - indent.length, nextLine) : nextLine,
    };
  }
  if (isAtEnd) {
    return { start: indent === undefined ? text.slice(0, start).trimEnd().length : start, end };
  }
  return { start, end: afterBlanks };
}

/** Of the empty lines before and behind a block, one is enough. */
function afterGap(text: string, start: number, end: number): number {
  const isAfterGap = /\n[ \t]*\r?\n$/.test(text.slice(Math.max(0, start - LONGEST_SPACE), start));
  return isAfterGap ? (skipLineBreak(text, skipBlanks(text, end)) ?? end) : end;
}
