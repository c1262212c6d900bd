import { sentence } from '../../text.ts';
import { remove } from '../syntax/change.ts';
import type { Value } from '../syntax/value.ts';
import type { Remedy } from './rule.ts';

/** Takes a property or an element away. */
export function removeIt(value: Value, safe = false): Remedy {
  return { title: sentence('Remove it'), safe, changes: () => [remove(value)] };
}
