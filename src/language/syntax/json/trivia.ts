import { isBlank, isLineBreak, skipBlanks } from '../lines.ts';

/** The offset of the first character from `at` on that is neither white space nor in a comment. */
export function skipTrivia(text: string, at: number): number {
  let end = at;
  for (;;) {
    while (isWhiteSpace(text[end])) {
      end++;
    }
    const comment = endOfComment(text, end);
    if (comment === undefined) {
      return end;
    }
    end = comment;
  }
}

/** Where the comments that follow on the same line end; `at` itself when there are none. */
export function skipCommentsOnLine(text: string, at: number): number {
  let end = at;
  for (;;) {
    const comment = endOfComment(text, skipBlanks(text, end));
    if (comment === undefined) {
      return end;
    }
    end = comment;
  }
}

function endOfComment(text: string, at: number): number | undefined {
  if (text.startsWith('//', at)) {
    let end = at;
    while (end < text.length && !isLineBreak(text[end])) {
      end++;
    }
    return end;
  }
  if (!text.startsWith('/*', at)) {
    return undefined;
  }
  const close = text.indexOf('*/', at + 2);
  return close < 0 ? text.length : close + 2;
}

function isWhiteSpace(character: string | undefined): boolean {
  return isBlank(character) || isLineBreak(character);
}
