import { sentence } from '../../text.ts';
import { literalFor } from '../notation/write.ts';
import { replace } from '../syntax/change.ts';
import type { Json, Value } from '../syntax/value.ts';
import type { Remedy } from './rule.ts';

/** Puts another value where one stands. */
export function changeTo(value: Value, json: Json, safe = false): Remedy {
  return {
    title: sentence('Change it to {0}', literalFor(value, json)),
    safe,
    changes: () => [replace(value, json)],
  };
}
