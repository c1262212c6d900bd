import { sentence } from '../../../text.ts';
import { SERVICES } from '../../documents/policy/authorization.ts';
import type { Condition } from '../../documents/policy/condition.ts';
import { isOpen } from '../../documents/policy/masked.ts';
import { listOf } from '../../documents/policy/statement.ts';
import { isPattern } from '../../documents/policy/wildcard.ts';
import { move, rename } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

const LAUNCH_KEY = 'ecs:enable-execute-command';

/** Operators that compare strings as they are, so that `*` is only an asterisk. */
const EXACT: ReadonlySet<string> = new Set(['stringequals', 'stringequalsignorecase', 'stringnotequals']);

/** Operators that compare texts, or ARNs. */
const COMPARING = /^(?:string|arn)/;

/** How an ARN begins, or a pattern for one. */
const MAY_BE_ARN = /^(?:[*?]|a(?:[*?]|r(?:[*?]|n[*?:])))/i;

/**
 * Keys whose values are ARNs are for the operators of ARNs, which compare part by part and take patterns; those whose
 * values are strings are for those of strings.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const execOperator = defineRule({
  id: 'policy/exec-operator',
  on: 'policy',
  messages: {
    pattern: {
      severity: 'warning',
      text: '{operator} takes an asterisk as it is, and not as a pattern. Use {better} for "{key}".',
    },
    string: {
      severity: 'information',
      text: 'The values of "{key}" are ARNs. Use {better}, which compares them part by part.',
    },
    notArn: {
      severity: 'warning',
      text: 'The values of "{key}" are ARNs, so "{value}" never matches one.',
    },
    bool: {
      severity: 'warning',
      text: 'The values of "{key}" are strings. Use {better}.',
    },
  },
  check({ policy, report }) {
    for (const statement of policy.ours) {
      const isForExec = statement.names('ecs:executecommand');
      for (const condition of statement.conditions) {
        const { key, name, plainOperator, operator } = condition;
        const at = condition.group.key;
        if (at === undefined) {
          continue;
        }
        const isArn = isForExec && SERVICES.get('ecs')?.keys.get(name)?.type === 'ARN';
        if (plainOperator === 'bool' && name === LAUNCH_KEY) {
          const better = operator.replace(/bool/i, 'StringEquals');
          report({
            at,
            message: 'bool',
            values: { key, better },
            fixes: useOperator(statement.value, condition, better),
          });
          continue;
        }
        const other = isArn && COMPARING.test(plainOperator) ? valueWithoutArn(condition) : undefined;
        if (other !== undefined) {
          report({ at: other, message: 'notArn', values: { key, value: other.string ?? '' } });
        } else if (isArn && plainOperator.startsWith('string') && !condition.values.includes(undefined)) {
          const better = operator.replace(/string(not)?(?:equals(?:ignorecase)?|like)/i, (_, not?: string) =>
            not === undefined ? 'ArnLike' : 'ArnNotLike',
          );
          const fixes = useOperator(statement.value, condition, better);
          const hasPattern = condition.values.some((value) => value !== undefined && isPattern(value));
          if (hasPattern && EXACT.has(plainOperator)) {
            report({ at, message: 'pattern', values: { key, operator, better }, fixes });
          } else {
            report({ at, message: 'string', values: { key, better }, fixes });
          }
        }
      }
    }
  },
});

/** The first value that is known, and that no ARN can be, whatever its wildcards stand for. */
function valueWithoutArn({ value, values }: Condition): Value | undefined {
  const index = values.findIndex((text) => text !== undefined && !isOpen(text) && !MAY_BE_ARN.test(text));
  return index < 0 ? undefined : listOf(value)[index];
}

/** Gives a key another operator: renames that of its group where it is alone there, or moves the key to another. */
function useOperator(statement: Value, { group, value, key }: Condition, better: string): readonly Remedy[] {
  const all = statement.get('Condition');
  const isThere = all.has(better);
  const isAlone = group.children.length === 1;
  if (all.namesakes(group.key?.name ?? '').length > 1 || (isThere && (isAlone || all.get(better).has(key)))) {
    return [];
  }
  return [
    {
      title: sentence('Use {0}', better),
      safe: false,
      changes: () => [isAlone ? rename(group, better) : move(value, all, [better, key])],
    },
  ];
}
