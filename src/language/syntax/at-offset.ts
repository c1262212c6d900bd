import type { Value } from './value.ts';

/** The values that stand in another, or that a function is given. */
function valuesIn({ children, expression }: Value): readonly Value[] {
  return expression?.kind === 'call' ? expression.arguments : children;
}

/** The innermost value with an offset in it or at its edge. */
export function valueAt(root: Value, offset: number): Value {
  for (let innermost = root; ;) {
    const next = valuesIn(innermost).find(({ start, end }) => start <= offset && offset <= end);
    if (next === undefined) {
      return innermost;
    }
    innermost = next;
  }
}

/** The property whose name starts at an offset. */
export function propertyAt(root: Value, offset: number): Value | undefined {
  let value: Value | undefined = root;
  while (value !== undefined) {
    const inner: Value | undefined = valuesIn(value).find(
      ({ key, end, start }) => (key?.start ?? start) <= offset && offset < end,
    );
    if (inner?.key?.start === offset) {
      return inner;
    }
    value = inner;
  }
  return undefined;
}

/** The empty string in quotes that starts at an offset. */
export function emptyStringAt(root: Value, offset: number): Value | undefined {
  const value = valueAt(root, offset + 1);
  return value.kind === 'string' && value.start === offset && value.end === offset + 2 ? value : undefined;
}

/** Whether a text that has something in a gap is broken, and was not before: then that is not what is meant. */
export function isWorse({ source: filled }: Value, { source }: Value): boolean {
  return source.complete && !filled.complete;
}
