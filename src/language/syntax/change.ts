import type { Path, Value } from './value.ts';

/** Data to write. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * What should become of a document, said without knowing its syntax. Changes of one list happen together;
 * each speaks of the document as it was before, and no object loses and gets properties in the same list.
 */
export type Change =
  /** Makes the value at the path below `object` equal to `value`, and what is missing on the way. */
  | { readonly kind: 'set'; readonly object: Value; readonly path: Path; readonly value: Json }
  /** Adds elements to the end of the array at the path below `object`; makes the array where there is none. */
  | { readonly kind: 'append'; readonly object: Value; readonly path: Path; readonly items: readonly Json[] }
  /** Puts something else where a value stands, a property's or an element. */
  | { readonly kind: 'replace'; readonly value: Value; readonly json: Json }
  /** Gives a property, and all of its name there, another name. */
  | { readonly kind: 'rename'; readonly value: Value; readonly name: string }
  /** Takes a property, under whatever value it stands there, or an element away. */
  | { readonly kind: 'remove'; readonly value: Value }
  /** Takes away one property of several of the same name. */
  | { readonly kind: 'removeDuplicate'; readonly value: Value };

export function set(object: Value, path: Path, value: Json): Change {
  return { kind: 'set', object, path, value };
}

export function append(object: Value, path: Path, items: readonly Json[]): Change {
  return { kind: 'append', object, path, items };
}

export function remove(value: Value): Change {
  return { kind: 'remove', value };
}

export function replace(value: Value, json: Json): Change {
  return { kind: 'replace', value, json };
}

export function rename(value: Value, name: string): Change {
  return { kind: 'rename', value, name };
}

export function removeDuplicate(value: Value): Change {
  return { kind: 'removeDuplicate', value };
}
