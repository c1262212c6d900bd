import { sentence } from '../../text.ts';
import type { Remedy } from '../rules/rule.ts';
import { rename, replace } from '../syntax/change.ts';
import type { Value } from '../syntax/value.ts';

/** Gives a property another name, where there is one. */
export function renameTo(property: Value, name: string | undefined): readonly Remedy[] {
  if (name === undefined) {
    return [];
  }
  return [{ title: sentence('Change it to "{0}"', name), safe: false, changes: () => [rename(property, name)] }];
}

/** Puts a string where a value stands, where there is one. */
export function replaceBy(value: Value, name: string | undefined): readonly Remedy[] {
  if (name === undefined) {
    return [];
  }
  return [{ title: sentence('Change it to "{0}"', name), safe: false, changes: () => [replace(value, name)] }];
}
