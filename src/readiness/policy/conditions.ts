import { covers } from '../../language/documents/policy/wildcard.ts';
import { isObject, listOf, type Reach, weakest } from './statements.ts';

/** What is known of a request, by condition key in lower case; undefined of a key that it is known not to have. */
export type Context = ReadonlyMap<string, string | undefined>;

/**
 * Whether the conditions of a statement hold for a request, as far as that can be told.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionHolds(condition: unknown, context: Context): Reach {
  if (condition === undefined) {
    return 'yes';
  }
  if (!isObject(condition)) {
    return 'maybe';
  }
  return weakest(
    Object.entries(condition).flatMap(([operator, keys]) =>
      isObject(keys)
        ? Object.entries(keys).map(([key, values]) => holds(operator, key.toLowerCase(), listOf(values), context))
        : (['maybe'] as const),
    ),
  );
}

const COMPARISON = /^(?:(Bool)|(String|Arn)(Not)?(Equals|Like|EqualsIgnoreCase))(IfExists)?$/;

function holds(operator: string, key: string, values: readonly unknown[], context: Context): Reach {
  const [whole, bool, , not, how, ifExists] = COMPARISON.exec(operator) ?? [];
  const texts = values.map(String);
  if (whole === undefined || !context.has(key) || texts.some((text) => text.includes('${'))) {
    return 'maybe';
  }
  const isNegated = not !== undefined;
  const given = context.get(key);
  if (given === undefined) {
    return isNegated || ifExists !== undefined ? 'yes' : 'no';
  }
  const hasPatterns = bool === undefined && (how === 'Like' || operator.startsWith('Arn'));
  const hasNoCase = bool !== undefined || how === 'EqualsIgnoreCase';
  const found = texts.some((text) =>
    hasPatterns ? covers(text, given) : hasNoCase ? text.toLowerCase() === given.toLowerCase() : text === given,
  );
  return found === isNegated ? 'no' : 'yes';
}
