import type { Value } from '../../../src/language/syntax/value.ts';

/** A tree as plain data, to be compared with what JSON.parse makes of the text. An unknown value is undefined. */
export function plain(value: Value | undefined): unknown {
  switch (value?.kind) {
    case 'array':
      return value.children.map(plain);
    case 'object':
      // As JSON.parse does: __proto__ is a name like any other.
      return Object.fromEntries(value.children.map((child) => [child.key?.name ?? '', plain(child)]));
    default:
      return value?.scalar;
  }
}
