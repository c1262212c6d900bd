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
  /** The key in small letters, for IAM does not mind capitals. */
  readonly name: string;
  /** The values, masked; undefined for one that cannot be read. */
  readonly values: readonly (string | undefined)[];
}

/** The conditions in the `Condition` of a statement. */
export function conditionsIn(condition: Value): readonly Condition[] {
  const conditions: Condition[] = [];
  for (const group of condition.children) {
    const operator = group.key?.name;
    if (operator === undefined) {
      continue;
    }
    const plainOperator = plain(operator);
    for (const value of group.children) {
      const key = value.key?.name;
      if (key !== undefined) {
        const values = value.kind === 'array' ? value.items.map(maskedString) : [maskedString(value)];
        conditions.push({ value, operator, plainOperator, group, key, name: key.toLowerCase(), values });
      }
    }
  }
  return conditions;
}

const IF_EXISTS = 'ifexists';

/** The place after what says of how many values a condition must be true. */
const AFTER_HOW_MANY = /(?<=^for(?:all|any)values?:)/;

function plain(operator: string): string {
  const small = operator.toLowerCase();
  const start = small.startsWith('for') ? small.search(AFTER_HOW_MANY) : 0;
  return small.slice(Math.max(0, start), small.endsWith(IF_EXISTS) ? -IF_EXISTS.length : undefined);
}
