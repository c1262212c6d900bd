import { createTrivia } from '../trivia.ts';

/** That of JavaScript, as editors allow it in JSON. */
export const { skip: skipTrivia, skipOnLine: skipCommentsOnLine } = createTrivia(['//']);
