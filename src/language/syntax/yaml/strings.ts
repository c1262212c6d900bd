import type { Range } from '../../api.ts';
import { endOfLine } from '../lines.ts';
import type { Value } from '../value.ts';

/** Where the content of a string stands: without quotes, or without the line with the mark of a block. */
export function contentOf({ start, end, source: { text } }: Value): Range {
  const mark = text[start];
  if (mark === '"' || mark === "'") {
    return { start: start + 1, end: end - 1 };
  }
  return mark === '|' || mark === '>' ? { start: Math.min(endOfLine(text, start) + 1, end), end } : { start, end };
}

/** A string as it is written in double quotes, and without any where it is a mere word. */
export function content(string: string): string {
  return JSON.stringify(string).slice(1, -1);
}
