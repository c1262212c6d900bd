/** In UTF-16 code units. White space that is longer is no indentation, and no space around a colon or comma. */
export const LONGEST_SPACE = 200;

/** In UTF-16 code units: how far a line break is looked for. */
const LONGEST_LINE = 10_000;

/** The offset of the first character from `at` on that is no space and no tab. */
export function skipBlanks(text: string, at: number): number {
  let end = at;
  while (isBlank(text[end])) {
    end++;
  }
  return end;
}

/** The blanks before an offset when nothing else stands before it on its line, else undefined; also for very many. */
export function indentBefore(text: string, at: number): string | undefined {
  const least = at - LONGEST_SPACE;
  let start = at;
  while (start > least && isBlank(text[start - 1])) {
    start--;
  }
  const before = text[start - 1];
  return before === undefined || before === '\uFEFF' || isLineBreak(before) ? text.slice(start, at) : undefined;
}

/** The offset after the line break at an offset, or undefined when there is none. */
export function skipLineBreak(text: string, at: number): number | undefined {
  if (text.startsWith('\r\n', at)) {
    return at + 2;
  }
  return isLineBreak(text[at]) ? at + 1 : undefined;
}

/** The offset of the line break that ends the line of an offset, or of the end of the text. */
export function endOfLine(text: string, at: number): number {
  const lineFeed = text.indexOf('\n', at);
  return lineFeed < 0 ? text.length : lineFeed;
}

/** The kind of line break in use around an offset, as far as one is near. */
export function lineBreakAt(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - LONGEST_LINE), at + 1);
  const behind = text.slice(at, at + LONGEST_LINE);
  return lastBreak(before) ?? /\r\n?|\n/.exec(behind)?.[0] ?? '\n';
}

function lastBreak(text: string): string | undefined {
  const lineFeed = text.lastIndexOf('\n');
  if (lineFeed < 0) {
    return text.includes('\r') ? '\r' : undefined;
  }
  return text[lineFeed - 1] === '\r' ? '\r\n' : '\n';
}

export function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

/**
 * Whether a character is, or looks like, a space without being one that JSON knows: a no-break space, as word
 * processors and chats make of ordinary ones, or one without a width.
 */
export function isOtherSpace(character: string | undefined): boolean {
  return character !== undefined && OTHER_SPACE.test(character);
}

const OTHER_SPACE = /^[\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]$/;

export function isLineBreak(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}
