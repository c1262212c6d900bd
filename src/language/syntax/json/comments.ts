import type { CommentSyntax } from '../value.ts';
import { skipTrivia } from './trivia.ts';

/** Comments as editors allow them in JSON: those of JavaScript. */
export const comments: CommentSyntax = {
  contentOf(text, { start, end }) {
    const isClosedBlock =
      text.startsWith('/*', start) && end - start >= '/**/'.length && text.startsWith('*/', end - 2);
    return { start: start + 2, end: isClosedBlock ? end - 2 : end };
  },
  line: (words) => `// ${words}`,
  skip: skipTrivia,
};
