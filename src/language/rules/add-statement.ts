import type { Policy } from '../documents/policy/policy.ts';
import { append } from '../syntax/change.ts';
import type { Change, Json } from '../syntax/value.ts';

/**
 * What adds a statement to a policy; undefined for one with a single statement and no list of them, where there is no
 * place for another.
 */
export function addStatement({ value }: Policy, statement: { readonly [name: string]: Json }): Change | undefined {
  return value.get('Statement').kind === 'array' ? append(value, ['Statement'], [statement]) : undefined;
}

/** One value as it is, several as a list. */
export function oneOrMore(values: readonly string[]): Json {
  const [first] = values;
  return first !== undefined && values.length === 1 ? first : values;
}
