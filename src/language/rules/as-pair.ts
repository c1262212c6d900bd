import { sentence } from '../../text.ts';
import { notationOf } from '../notation/notation-of.ts';
import { replace } from '../syntax/change.ts';
import type { Json, Value } from '../syntax/value.ts';
import type { Remedy } from './rule.ts';

/** Puts an object with a name and a value where they stand in another form. The value may be secret: it is not told. */
export function asPair(value: Value, pair: { readonly [name: string]: Json }): Remedy {
  const [first = '', second = ''] = Object.keys(pair).map((name) => notationOf(value).write(name));
  return {
    title: sentence('Write it with "{0}" and "{1}"', first, second),
    safe: false,
    changes: () => [replace(value, pair)],
  };
}
