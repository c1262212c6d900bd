import { propertyAt } from '../at-offset.ts';
import type { Slot, Value } from '../value.ts';
import { readerOf } from './slots.ts';
import { skipTrivia } from './trivia.ts';

/** See {@link Syntax.keySlotAt}; a text with a name in the gap is read in a way of the caller's. */
export function keySlotAt(root: Value, offset: number, read = readerOf(root)): Slot | undefined {
  const object = objectAt(root, offset);
  if (object === undefined) {
    return undefined;
  }
  const { text } = root.source;
  const start = startOfName(text, offset);
  if (start <= object.start) {
    return undefined;
  }
  const word = endOfName(text, offset);
  const end = text[word] === '"' ? word + 1 : word;
  const isNamed = text[skipTrivia(text, end)] === ':';
  const filled = read(`${text.slice(0, start)}""${isNamed ? '' : ': 0'}${text.slice(end)}`);
  const string = filled === undefined ? undefined : propertyAt(filled, start);
  return filled === undefined || string === undefined
    ? undefined
    : { gap: { start, end }, write: (name) => JSON.stringify(name) + (isNamed ? '' : ': '), filled, string };
}

/** The innermost object around an offset, unless a value of one of its properties is there. */
function objectAt(root: Value, offset: number): Value | undefined {
  let innermost = root;
  for (;;) {
    const next = innermost.children.find(({ key, start, end }) => {
      const from = key?.start === start ? key.end : start;
      return from < offset && offset < end;
    });
    if (next === undefined) {
      return innermost.kind === 'object' ? innermost : undefined;
    }
    innermost = next;
  }
}

function startOfName(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && /[\w:/.-]/.test(text.charAt(start - 1))) {
    start--;
  }
  return text[start - 1] === '"' ? start - 1 : start;
}

function endOfName(text: string, from: number): number {
  const name = /[\w:/.-]*/y;
  name.lastIndex = from;
  return name.test(text) ? name.lastIndex : from;
}
