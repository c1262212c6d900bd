import { isBlank, isLineBreak, skipBlanks } from './lines.ts';

/** What stands between the values of a syntax and says nothing: white space and comments. */
export interface Trivia {
  /** The offset of the first character from `at` on that is neither white space nor in a comment. */
  readonly skip: (text: string, at: number) => number;
  /** Where the comments that follow on the same line end; `at` itself when there are none. */
  readonly skipOnLine: (text: string, at: number) => number;
}

/** Comments begin with one of these marks and end with their line, or stand between the marks of C. */
export function createTrivia(lineMarks: readonly string[]): Trivia {
  return {
    skip(text, at) {
      let end = at;
      for (;;) {
        while (isBlank(text[end]) || isLineBreak(text[end])) {
          end++;
        }
        const comment = endOfComment(text, end);
        if (comment === undefined) {
          return end;
        }
        end = comment;
      }
    },
    skipOnLine(text, at) {
      let end = at;
      for (;;) {
        const comment = endOfComment(text, skipBlanks(text, end));
        if (comment === undefined) {
          return end;
        }
        end = comment;
      }
    },
  };

  function endOfComment(text: string, at: number): number | undefined {
    if (lineMarks.some((mark) => text.startsWith(mark, at))) {
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
}
