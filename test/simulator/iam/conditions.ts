import { contains } from '../network/addresses.ts';
import { fillVariables, type RequestContext } from './context.ts';
import type { Condition } from './document.ts';
import { matchesArn, matchesPattern } from './pattern.ts';

/** Whether a value of the request is as a value of the policy says. */
type Comparison = (wanted: string, actual: string) => boolean;

interface Operator {
  readonly isNegated: boolean;
  readonly compare: Comparison;
}

/**
 * Whether all conditions of a statement hold.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionsHold(
  conditions: readonly Condition[],
  context: RequestContext,
  hasVariables: boolean,
): boolean {
  return conditions.every((condition) => conditionHolds(condition, context, hasVariables));
}

function conditionHolds(condition: Condition, context: RequestContext, hasVariables: boolean): boolean {
  const { operator: name, qualifier, ifExists, key, values } = condition;
  const actual = context.get(key);
  if (name === 'null') {
    return values.some((value) => (value.toLowerCase() === 'true') === (actual === undefined));
  }
  const operator = operatorOf(name);
  if (actual === undefined || actual.length === 0) {
    // A set without members is a subset of any; what is not there does not equal anything.
    return ifExists || qualifier === 'ForAllValues' || (operator.isNegated && qualifier === undefined);
  }
  const wanted = values.flatMap((value) => (hasVariables ? (fillVariables(value, context) ?? []) : value));
  const isOneOf = (value: string): boolean => wanted.some((each) => operator.compare(each, value));
  const fits = (value: string): boolean => isOneOf(value) !== operator.isNegated;
  if (qualifier === 'ForAllValues') {
    return actual.every(fits);
  }
  return qualifier === 'ForAnyValue' || !operator.isNegated ? actual.some(fits) : actual.every(fits);
}

const equal: Comparison = (wanted, actual) => wanted === actual;
const equalInAnyCase: Comparison = (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase();

const OPERATORS: Readonly<Record<string, Operator>> = {
  stringequals: { isNegated: false, compare: equal },
  stringnotequals: { isNegated: true, compare: equal },
  stringequalsignorecase: { isNegated: false, compare: equalInAnyCase },
  stringnotequalsignorecase: { isNegated: true, compare: equalInAnyCase },
  stringlike: { isNegated: false, compare: matchesPattern },
  stringnotlike: { isNegated: true, compare: matchesPattern },
  // The two are the same: both take wildcards.
  arnequals: { isNegated: false, compare: matchesArn },
  arnlike: { isNegated: false, compare: matchesArn },
  arnnotequals: { isNegated: true, compare: matchesArn },
  arnnotlike: { isNegated: true, compare: matchesArn },
  bool: { isNegated: false, compare: equalInAnyCase },
  binaryequals: { isNegated: false, compare: equal },
  ipaddress: { isNegated: false, compare: contains },
  notipaddress: { isNegated: true, compare: contains },
  ...ordered('numeric', Number),
  ...ordered('date', (text) => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text))),
};

/** Comparisons of what has an order. What is no number equals none. */
function ordered(prefix: string, read: (text: string) => number): Record<string, Operator> {
  const by = (holds: (actual: number, wanted: number) => boolean, isNegated = false): Operator => ({
    isNegated,
    compare: (wanted, actual) => holds(read(actual), read(wanted)),
  });
  return {
    [`${prefix}equals`]: by((actual, wanted) => actual === wanted),
    [`${prefix}notequals`]: by((actual, wanted) => actual === wanted, true),
    [`${prefix}lessthan`]: by((actual, wanted) => actual < wanted),
    [`${prefix}lessthanequals`]: by((actual, wanted) => actual <= wanted),
    [`${prefix}greaterthan`]: by((actual, wanted) => actual > wanted),
    [`${prefix}greaterthanequals`]: by((actual, wanted) => actual >= wanted),
  };
}

function operatorOf(name: string): Operator {
  const operator = OPERATORS[name];
  if (operator === undefined) {
    throw new Error(`There is no condition operator ${name}.`);
  }
  return operator;
}
