import { LONGEST_MESSAGE, sanitize } from '../sanitize.ts';

/** Characters of an error's stack that are looked at, from its end, and lines of it that are logged. */
const LONGEST_STACK = 8000;
const MOST_CALLS = 20;

/** Words as an entry of the log. */
export function inOneLine(words: string): string {
  return sanitize(words, LONGEST_MESSAGE);
}

/** An error with its stack, whose lines are indented as no entry is. */
export function describe({ name, message, stack = '' }: Error): string {
  const calls = stack
    .slice(-LONGEST_STACK)
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, MOST_CALLS);
  return [inOneLine(`${name}: ${message}`), ...calls.map((line) => `    ${sanitize(line.trim())}`)].join('\n');
}
