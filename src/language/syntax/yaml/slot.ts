import type { Slot, Value } from '../value.ts';
import { layoutOf } from './yaml-node.ts';

/** See {@link Syntax.slotAt}: a string that is there. What could be written beside is not told. */
export function slotAt(root: Value, offset: number): Slot | undefined {
  const value = valueAt(root, offset);
  return value.kind === 'string' && layoutOf(value).style === 'scalar' ? { gap: undefined, string: value } : undefined;
}

/** The innermost value with an offset in it or at its edge. */
function valueAt(root: Value, offset: number): Value {
  for (let innermost = root; ;) {
    const next = innermost.children.find(({ start, end }) => start <= offset && offset <= end);
    if (next === undefined) {
      return innermost;
    }
    innermost = next;
  }
}
