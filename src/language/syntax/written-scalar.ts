import type { Value } from './value.ts';

/**
 * A number, or true or false, as it is written, because a large number does not survive being read. What does not stand
 * in a text is written as JavaScript does.
 */
export function writtenScalar({ scalar, source, start, end }: Value): string {
  return source.text.slice(start, end) || String(scalar);
}
