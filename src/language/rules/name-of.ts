import type { Key, Value } from '../syntax/value.ts';

/** The name of a property as the document at hand writes it. */
export function writtenName({ name, written }: Key): string {
  return written ?? name;
}

/** The name of the property that a value is, or is in the list of. */
export function nameOf(value: Value): string {
  let named: Value | undefined = value;
  while (named !== undefined && named.key === undefined) {
    named = named.parent;
  }
  return named?.key === undefined ? '' : writtenName(named.key);
}
