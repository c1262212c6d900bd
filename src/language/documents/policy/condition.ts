import type { Value } from '../../syntax/value.ts';
import { maskedString } from './masked.ts';

/** A condition on one key. */
export interface Condition {
  /** The values of the key, a property of those of the operator. */
  readonly value: Value;
  /** As written, as `ForAnyValue:StringLike` or `ArnLikeIfExists`. */
  readonly operator: string;
  /** The operator itself, in small letters, without what says of how many values, or of a key that is missing. */
  readonly plainOperator: string;
  /** The object of all conditions with this operator. */
  readonly group: Value;
  /** The key, as written. */
  readonly key: string;
  /** The values, masked; undefined for one that cannot be read. */
  readonly values: readonly (string | undefined)[];
}

/** The conditions in the `Condition` of a statement. */
export function conditionsIn(condition: Value): readonly Condition[] {
  return condition.children.flatMap((group) => {
    const operator = group.key?.name;
    return operator === undefined ? [] : group.children.flatMap((value) => conditionOf(operator, group, value));
  });
}

function conditionOf(operator: string, group: Value, value: Value): readonly Condition[] {
  const key = value.key?.name;
  if (key === undefined) {
    return [];
  }
  const values = (value.kind === 'array' ? value.items : [value]).map(maskedString);
  return [{ value, operator, plainOperator: plain(operator), group, key, values }];
}

function plain(operator: string): string {
  return operator
    .toLowerCase()
    .replace(/^for(?:all|any)values?:/, '')
    .replace(/ifexists$/, '');
}
