import type { Range, WrittenAt } from '../../api.ts';
import type { Slot, Syntax, Value } from '../value.ts';
import { comments } from './comments.ts';
import { firstMistake } from './first-mistake.ts';
import { keySlotAt } from './key-slot.ts';
import { hasOpenPlaceholders } from './open-placeholders.ts';
import { parseJson } from './parse.ts';
import { type Read, slotsAt } from './slots.ts';
import { writeJson } from './write.ts';

/** JSON, with comments and trailing commas. */
export const json: Syntax = {
  parse: (text, writtenAt) => parseJson(text, json, writtenAt),
  firstMistake,
  hasOpenPlaceholders,
  // A name written with escapes, `"\u0066amily"`, is JSON too, but nobody writes it so.
  mayHave: (text, property) => text.includes(`"${property}"`),
  searchFor: (properties) => {
    // The names of properties that are looked for hold no more than letters.
    const any = new RegExp(`"(?:${properties.join('|')})"`);
    return (text) => any.test(text);
  },
  write: writeJson,
  literal: (value) => JSON.stringify(value),
  contentOf: ({ start, end }) => ({ start: start + 1, end: end - 1 }),
  content: (string) => JSON.stringify(string).slice(1, -1),
  slotsAt: (root, offset) => slotsAt(root, offset),
  keySlotAt: (root, offset) => keySlotAt(root, offset),
  comments,
  hasSchemas: true,
};

/** As {@link Syntax.slotsAt}, of JSON that is a part of a text, of whose end it goes on being one. */
export function slotsWithin(root: Value, offset: number): readonly Slot[] {
  return slotsAt(root, offset, readFrom(root));
}

/** As {@link Syntax.keySlotAt}, of JSON that is a part of a text. */
export function keySlotWithin(root: Value, offset: number): Slot | undefined {
  return keySlotAt(root, offset, readFrom(root));
}

/** Reads a text from where a value starts in it. */
function readFrom({ start }: Value): Read {
  return (text) => parseJsonWithin(text, { start, end: text.length });
}

/** As {@link Syntax.parse}, of a part of a text in another syntax; the values are at their places in all of it. */
export function parseJsonWithin(text: string, { start, end }: Range, writtenAt?: WrittenAt): Value | undefined {
  return parseJson(text.slice(0, end), json, writtenAt, start);
}
