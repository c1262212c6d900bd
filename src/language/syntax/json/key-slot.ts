import type { Slot, Value } from '../value.ts';
import { skipTrivia } from './trivia.ts';

/** See {@link Syntax.keySlotAt}. */
export function keySlotAt(root: Value, offset: number): Slot | undefined {
  const object = objectAt(root, offset);
  if (object === undefined) {
    return undefined;
  }
  const { text, syntax } = root.source;
  const start = startOfName(text, offset);
  if (start <= object.start) {
    return undefined;
  }
  const word = endOfName(text, offset);
  const end = text[word] === '"' ? word + 1 : word;
  const isNamed = text[skipTrivia(text, end)] === ':';
  const filled = syntax.parse(`${text.slice(0, start)}""${isNamed ? '' : ': 0'}${text.slice(end)}`);
  const string = filled === undefined ? undefined : propertyAt(filled, start);
  return filled === undefined || string === undefined
    ? undefined
    : { gap: { start, end }, suffix: isNamed ? '' : ': ', filled, string };
}

/** The innermost object around an offset, unless a value of one of its properties is there. */
function objectAt(root: Value, offset: number): Value | undefined {
  let object: Value | undefined;
  let next: Value | undefined = root;
  while (next !== undefined) {
    if (next.kind === 'object') {
      object = next;
    }
    next = next.children.find(({ start, end }) => start < offset && offset < end);
  }
  return object;
}

/** The property whose name starts at an offset. */
function propertyAt(root: Value, offset: number): Value | undefined {
  let value: Value | undefined = root;
  while (value !== undefined) {
    const inner: Value | undefined = value.children.find(
      ({ key, end, start }) => (key?.start ?? start) <= offset && offset < end,
    );
    if (inner?.key?.start === offset) {
      return inner;
    }
    value = inner;
  }
  return undefined;
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
