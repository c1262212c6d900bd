import type { Condition, Policy, Written } from '../policy.ts';

/** A policy as IAM's grammar has it, with texts written in some way. */
export interface PolicyDocument<Value> {
  readonly Version: '2012-10-17';
  readonly Statement: readonly DocumentStatement<Value>[];
}

export interface DocumentStatement<Value> {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: Value | readonly Value[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Value | readonly Value[]>>>>;
}

/** The document of a policy. A list of one is that one. */
export function documentOf<Value>({ statements }: Policy, write: (written: Written) => Value): PolicyDocument<Value> {
  return {
    Version: '2012-10-17',
    Statement: statements.map(({ sid, effect, actions, resources, conditions }) => ({
      Sid: sid,
      Effect: effect,
      Action: oneOrMore(actions),
      Resource: oneOrMore(resources.map(write)),
      ...(conditions.length > 0 && { Condition: byOperator(conditions, write) }),
    })),
  };
}

function byOperator<Value>(
  conditions: readonly Condition[],
  write: (written: Written) => Value,
): NonNullable<DocumentStatement<Value>['Condition']> {
  const result: Record<string, Record<string, Value | readonly Value[]>> = {};
  for (const { operator, key, values } of conditions) {
    (result[operator] ??= {})[key] = oneOrMore(values.map(write));
  }
  return result;
}

function oneOrMore<Value>(values: readonly Value[]): Value | readonly Value[] {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}
