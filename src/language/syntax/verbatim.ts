import { type Verbatim, writtenIn } from './content.ts';
import { firstFrom } from './first-from.ts';
import { nearestIndent, reindent } from './indentation.ts';
import { lineBreakAt } from './lines.ts';
import type { Source, Value } from './value.ts';

/** The text of a value for a place where lines begin with `indent`. A comma may follow it, to be told by its end. */
export function writtenAt(content: Verbatim, indent: string, commaAfter: (value: Value) => number | undefined): string {
  const value = writtenIn(content);
  const { key, start, end, source } = value;
  const comma = commaAfter(value);
  // The colon between the name and the value stays behind, and so does the comma; the comments there do not.
  const before = key === undefined ? '' : commentsBetween(source, key.end, start);
  const after = comma === undefined ? '' : commentsBetween(source, end, comma).trimEnd();
  const behind = after === '' ? '' : ` ${after}${/\/\/|#/.test(after) ? lineBreakAt(source.text, end) : ''}`;
  return reindent(before + source.text.slice(start, end) + behind, nearestIndent(value), indent);
}

/** The comments in a part of a text, as they can stand before something, on lines that begin with `indent`. */
export function commentsBetween({ text, comments }: Source, from: number, to: number, indent = ''): string {
  let index = firstFrom(comments, from);
  let found = '';
  for (let comment = comments[index]; comment !== undefined && comment.end <= to; comment = comments[++index]) {
    const words = text.slice(comment.start, comment.end);
    found += words + (words.startsWith('/*') ? ' ' : lineBreakAt(text, comment.start) + indent);
  }
  return found;
}
