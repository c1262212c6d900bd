import { parseJsonWithin } from '../json/index.ts';
import type { Value } from '../value.ts';
import { heredocLines } from './string.ts';

/** Whether a string is written on lines of its own. */
export function isHeredoc({ source, start }: Value): boolean {
  return source.text.startsWith('<<', start);
}

/** The JSON that the lines of a string are, as far as they are any. See {@link Syntax.embeddedIn}. */
export function jsonIn(string: Value): Value | undefined {
  const { source } = string;
  return isHeredoc(string)
    ? parseJsonWithin(source.text, heredocLines(source.text, string), source.writtenAt)
    : undefined;
}
