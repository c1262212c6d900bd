import { sentence } from '../../../text.ts';
import type { ResourcePattern } from '../../documents/policy/resource-pattern.ts';
import type { Statement } from '../../documents/policy/statement.ts';
import { isPattern } from '../../documents/policy/wildcard.ts';
import { replace, set } from '../../syntax/change.ts';
import { defineRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

/** What ECS Exec does with a key. */
const ON_KEYS = ['kms:decrypt', 'kms:generatedatakey'];

/**
 * "You cannot use a key id, alias name, or alias ARN to identify a KMS key in an IAM policy statement." The condition
 * key kms:ResourceAliases is for that.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/cmks-in-iam-policies.html
 */
export const kmsAlias = defineRule({
  id: 'policy/kms-alias',
  on: 'policy',
  messages: {
    alias: {
      severity: 'error',
      text: 'IAM does not follow aliases, so this ARN matches nothing. Name the key, or use kms:ResourceAliases.',
    },
  },
  check({ policy, report }) {
    for (const statement of policy.ours) {
      if (!statement.actions.some(({ text }) => ON_KEYS.includes(text ?? '')) || isAboutAliases(statement)) {
        continue;
      }
      for (const resource of statement.resources) {
        if (resource.arn?.service === 'kms' && resource.type === 'alias') {
          report({ at: resource.value, message: 'alias', fixes: byCondition(statement, resource) });
        }
      }
    }
  },
});

/** Whether one of its actions is done to aliases themselves. */
function isAboutAliases({ actions }: Statement): boolean {
  return actions.some((pattern) => pattern.actions?.some(({ types }) => types.includes('alias')) !== false);
}

function byCondition(
  { value, resources, resourceValue, isUnconditional }: Statement,
  { written }: ResourcePattern,
): readonly Remedy[] {
  const [, start, alias] = /^(arn:.*:)(alias\/.+)$/s.exec(written) ?? [];
  if (start === undefined || alias === undefined || resources.length > 1 || !isUnconditional) {
    return [];
  }
  const operator = `ForAnyValue:${isPattern(alias) ? 'StringLike' : 'StringEquals'}`;
  return [
    {
      title: sentence('Name the alias in a condition'),
      safe: false,
      changes: () => [
        replace(resourceValue, `${start}key/*`),
        set(value, ['Condition'], { [operator]: { 'kms:ResourceAliases': alias } }),
      ],
    },
  ];
}
