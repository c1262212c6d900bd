import type { Range } from '../api.ts';

/** What is taken out of what loses everything: its line breaks too, unless a comment is left in it. */
export function emptied(text: string, inner: Range, ranges: readonly Range[]): readonly Range[] {
  let left = '';
  let at = inner.start;
  for (const { start, end } of ranges) {
    left += text.slice(at, start);
    at = end;
  }
  left += text.slice(at, inner.end);
  return left.trim() === '' ? [inner] : ranges;
}
