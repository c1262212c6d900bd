import type { Range, TextEdit } from '../../api.ts';
import type { Entry } from '../content.ts';
import { indentBefore, isLineBreak, skipLineBreak } from '../lines.ts';
import type { Value } from '../value.ts';
import { endOfComment } from './comments.ts';
import { entryText } from './stringify.ts';
import { columnWithin, spaces, styleAround } from './style.ts';
import { layoutOf } from './yaml-node.ts';

/** Edits that add entries at the end of an object or array whose entries have lines of their own. */
export function insertInBlock(container: Value, entries: readonly Entry[]): readonly TextEdit[] {
  const { text } = container.source;
  const style = styleAround(container);
  const column = columnWithin(container);
  const lines = entries.map(({ name, value }) => entryText(name, value, column, style));
  const last = container.children.at(-1);
  const newLine = style.lineBreak + spaces(column);
  if (last === undefined) {
    // What is there is nothing that we know: a merged object.
    return [insertion(container.start, lines.map((line) => line + newLine).join(''))];
  }
  // The line breaks at the end of a block scalar can be part of it.
  return isLineBreak(text[last.end - 1])
    ? [insertion(last.end, lines.map((line) => spaces(column) + line + style.lineBreak).join(''))]
    : [insertion(endOfItsLine(last), lines.map((line) => newLine + line).join(''))];
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

/** Where the line ends on which a value does, with the comment behind it. */
function endOfItsLine(value: Value): number {
  return endOfComment(value.source.text, value.end);
}

/** Edits that take entries out, with their lines. */
export function removeFromBlock(container: Value, entries: ReadonlySet<Value>): readonly TextEdit[] {
  const { children, source, end } = container;
  const { after } = layoutOf(container);
  const firstKept = children.findIndex((child) => !entries.has(child));
  const kept = children[firstKept];
  if (kept === undefined) {
    const isRoot = container.parent === undefined;
    const empty = container.kind === 'object' ? '{}' : '[]';
    return [{ start: isRoot ? container.start : after, end, text: isRoot ? empty : ` ${empty}` }];
  }
  const first = children[0] ?? kept;
  const isOnLineOfAnother = indentBefore(source.text, layoutOf(first).entry) === undefined;
  const leading = isOnLineOfAnother ? children.slice(0, firstKept) : [];
  const others = [...entries].filter((entry) => !leading.includes(entry)).sort((a, b) => a.start - b.start);
  const ranges = others.map(linesOf);
  if (leading.length > 0) {
    ranges.unshift({ start: layoutOf(first).entry, end: layoutOf(kept).entry });
  }
  const edits = ranges.map((range) => ({ ...range, text: '' }));
  return couldGoTogether(container) ? [insertion(after, ''), ...edits] : edits;
}

/** In longer lists, nobody takes away all of it one by one. */
const MOST_APART = 32;

/**
 * Whether entries do not touch each other, so that several fixes could each take one away at once. The last one that
 * goes has to leave brackets behind: so all of them touch what is before the first, and go one after the other.
 */
function couldGoTogether({ children, parent }: Value): boolean {
  return (
    parent !== undefined &&
    children.length > 1 &&
    children.length <= MOST_APART &&
    children.every((child, index) => {
      const next = children[index + 1];
      return next === undefined || linesOf(child).end < linesOf(next).start;
    })
  );
}

/** The lines of an entry, with the line break before them, or behind them where there is none before. */
function linesOf(entry: Value): Range {
  const { text } = entry.source;
  const start = layoutOf(entry).entry;
  const lineStart = start - (indentBefore(text, start)?.length ?? 0);
  const end = isLineBreak(text[entry.end - 1]) ? entry.end : endOfItsLine(entry);
  if (end === entry.end && isLineBreak(text[entry.end - 1])) {
    return { start: lineStart, end };
  }
  const before = lineBreakBefore(text, lineStart);
  return before === lineStart ? { start: lineStart, end: skipLineBreak(text, end) ?? end } : { start: before, end };
}

function lineBreakBefore(text: string, at: number): number {
  if (text[at - 1] === '\n') {
    return text[at - 2] === '\r' ? at - 2 : at - 1;
  }
  return text[at - 1] === '\r' ? at - 1 : at;
}
