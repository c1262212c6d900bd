import type { Range } from '../api.ts';
import type { Value } from '../syntax/value.ts';

/** The innermost value of a subject that stands at a place: as its notation has it, where the subject is seen so. */
export function seenAt(subject: Value, { start, end }: Range): Value | undefined {
  return last(subject, (value) => value.start === start && value.end === end);
}

/** The property of a subject whose name starts at an offset. */
export function seenProperty(subject: Value, offset: number): Value | undefined {
  return last(subject, ({ key }) => key?.start === offset);
}

/** The last of all values in one that is right, those that are in others after these. */
function last(root: Value, isRight: (value: Value) => boolean): Value | undefined {
  const open = [root];
  let found: Value | undefined;
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (isRight(value)) {
      found = value;
    }
    open.push(...value.children);
  }
  return found;
}
