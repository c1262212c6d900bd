import type { Range, TextEdit } from '../api.ts';
import { indentBefore, isBlank, isLineBreak, skipBlanks, skipLineBreak } from './lines.ts';
import type { Source } from './value.ts';

/**
 * The edits that take places, which are in order, out of a text. Comments go with the lines that they have to
 * themselves, or with the space beside them.
 */
export function cutOut({ text, comments }: Source, places: readonly Range[]): readonly TextEdit[] {
  const isComment = commentsAt(comments);
  const ranges = [
    ...places.filter((place) => !isComment(place)),
    ...joined(text, places.filter(isComment)).map((place) => withSpace(text, place)),
  ];
  return ranges.map(({ start, end }) => ({ start, end, text: '' }));
}

function commentsAt(comments: readonly Range[]): (place: Range) => boolean {
  const starts = new Set(comments.map(({ start }) => start));
  return ({ start }) => starts.has(start);
}

/** Comments between which only blanks are become one. */
function joined(text: string, places: readonly Range[]): readonly Range[] {
  const all: Range[] = [];
  for (const { start, end } of places) {
    const last = all.at(-1);
    if (last !== undefined && skipBlanks(text, last.end) >= start) {
      all[all.length - 1] = { start: last.start, end };
    } else {
      all.push({ start, end });
    }
  }
  return all;
}

/** A comment with the white space that nobody needs without it. */
function withSpace(text: string, { start, end }: Range): Range {
  const indent = indentBefore(text, start);
  const behind = skipBlanks(text, end);
  const nextLine = skipLineBreak(text, behind) ?? (behind === text.length ? behind : undefined);
  if (indent !== undefined && nextLine !== undefined) {
    return { start: start - indent.length, end: nextLine };
  }
  if (behind > end && !isLineBreak(text[behind]) && behind < text.length) {
    return { start, end: behind };
  }
  return { start: startOfBlanks(text, start), end };
}

/** At the start of a line, blanks are its indentation, and stay. */
function startOfBlanks(text: string, at: number): number {
  if (indentBefore(text, at) !== undefined) {
    return at;
  }
  let start = at;
  while (isBlank(text[start - 1])) {
    start--;
  }
  return start;
}
