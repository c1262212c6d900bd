import type { Value } from '../syntax/value.ts';

/** The name of the property that a value is, or is in the list of. */
export function nameOf(value: Value): string {
  let named: Value | undefined = value;
  while (named !== undefined && named.key === undefined) {
    named = named.parent;
  }
  return named?.key?.name ?? '';
}
