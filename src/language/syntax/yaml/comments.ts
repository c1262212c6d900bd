import type { Range } from '../../api.ts';
import { isBlank, isLineBreak } from '../lines.ts';
import type { CommentSyntax } from '../value.ts';

/** The comments of a text up to an offset, outside of places that are in order. */
export function commentsOutside(places: readonly Range[], text: string, end: number): readonly Range[] {
  const comments: Range[] = [];
  let from = 0;
  let at = text.indexOf('#');
  for (const place of [...places, { start: end, end }]) {
    while (at >= 0 && at < place.start) {
      if (at >= from && isBeforeComment(text, at)) {
        from = endOfComment(text, at);
        comments.push({ start: at, end: from });
      }
      at = text.indexOf('#', Math.max(from, at + 1));
    }
    from = Math.max(from, place.end);
    if (at >= 0 && at < from) {
      at = text.indexOf('#', from);
    }
  }
  return comments;
}

/** A number sign begins a comment where nothing is in front of it. */
function isBeforeComment(text: string, at: number): boolean {
  const before = text[at - 1];
  return before === undefined || before === '\uFEFF' || isBlank(before) || isLineBreak(before);
}

/** Where the comment ends that begins at an offset: with its line. */
export function endOfComment(text: string, at: number): number {
  let end = at;
  while (end < text.length && !isLineBreak(text[end])) {
    end++;
  }
  return end;
}

/** The offset of the first character from `at` on that is neither white space nor in a comment. */
export function skipTrivia(text: string, at: number): number {
  let end = at;
  for (;;) {
    while (isBlank(text[end]) || isLineBreak(text[end])) {
      end++;
    }
    if (text[end] !== '#' || !isBeforeComment(text, end)) {
      return end;
    }
    end = endOfComment(text, end);
  }
}

/** Comments as YAML has them. */
export const comments: CommentSyntax = {
  contentOf: (_, { start, end }) => ({ start: start + 1, end }),
  line: (words) => `# ${words}`,
  skip: skipTrivia,
};
