import type { Value } from '../syntax/value.ts';
import { INPUT, type Notation } from './notation.ts';
import { Translated } from './translated.ts';

/** The notation through which a value is seen. */
export function notationOf(value: Value): Notation {
  return value instanceof Translated ? value.notation : INPUT;
}
