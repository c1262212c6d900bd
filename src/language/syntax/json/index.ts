import type { Syntax } from '../value.ts';
import { comments } from './comments.ts';
import { parseJson } from './parse.ts';
import { slotAt } from './slot.ts';
import { firstSyntaxError } from './syntax-error.ts';
import { writeJson } from './write.ts';

/** JSON, with comments and trailing commas. */
export const json: Syntax = {
  parse: (text, writtenAt) => parseJson(text, json, writtenAt),
  firstError: firstSyntaxError,
  // A name written with escapes, `"\u0066amily"`, is JSON too, but nobody writes it so.
  mayHave: (text, property) => text.includes(`"${property}"`),
  write: writeJson,
  literal: (value) => JSON.stringify(value),
  contentOf: ({ start, end }) => ({ start: start + 1, end: end - 1 }),
  content: (string) => JSON.stringify(string).slice(1, -1),
  slotAt,
  comments,
};
