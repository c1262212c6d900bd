import type { CommentSyntax } from '../value.ts';
import { skipTrivia } from './trivia.ts';

/** Comments of HCL. Of those of one line, `#` is the one that its users prefer. */
export const comments: CommentSyntax = {
  contentOf(text, { start, end }) {
    if (text[start] === '#') {
      return { start: start + 1, end };
    }
    const isClosedBlock =
      text.startsWith('/*', start) && end - start >= '/**/'.length && text.startsWith('*/', end - 2);
    return { start: start + 2, end: isClosedBlock ? end - 2 : end };
  },
  line: (words) => `# ${words}`,
  skip: skipTrivia,
};
