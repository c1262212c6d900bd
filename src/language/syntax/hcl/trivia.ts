import { createTrivia } from '../trivia.ts';

export const { skip: skipTrivia, skipOnLine: skipCommentsOnLine } = createTrivia(['#', '//']);
