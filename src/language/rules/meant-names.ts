import type { Spelling } from '../documents/closest.ts';
import type { Value } from '../syntax/value.ts';
import { changeTo } from './change-to.ts';
import type { Remedy } from './rule.ts';

/** What was most likely meant by a name that nothing has: one that is nearly the same, or the only one there is. */
export function meantNames(value: Value, names: readonly string[], spelling: Spelling): readonly Remedy[] {
  const [only, ...others] = names;
  const meant = spelling.meant(value.string ?? '', names) ?? (others.length === 0 ? only : undefined);
  return meant === undefined ? [] : [changeTo(value, meant)];
}
