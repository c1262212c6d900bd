import { sentence } from '../../../text.ts';
import { remove } from '../../syntax/change.ts';
import { defineRule } from '../define-rule.ts';
import { writtenName } from '../name-of.ts';
import type { Remedy } from '../rule.ts';

/**
 * What `describe-task-definition` prints and `register-task-definition` refuses: "Unknown parameter in input:
 * "registeredAt", must be one of: family, …". AWS's GitHub Action ignores these properties: "This field can be safely
 * removed".
 * Source: https://github.com/aws-actions/amazon-ecs-deploy-task-definition/blob/master/index.js
 */
export const readOnlyProperty = defineRule({
  id: 'task/read-only-property',
  on: 'task-definition',
  messages: {
    readOnly: {
      severity: 'warning',
      text: 'ECS describes "{property}", but does not accept it in a task definition that you register.',
    },
  },
  check({ taskDefinition, report }) {
    const { readOnly } = taskDefinition.deviations;
    if (readOnly.length === 0 || taskDefinition.isDescribed) {
      return;
    }
    const removeAll: Remedy = {
      title: sentence('Remove all read-only properties'),
      safe: true,
      changes: () => readOnly.map(remove),
    };
    for (const { key } of readOnly) {
      if (key === undefined) {
        continue;
      }
      report({
        at: key,
        message: 'readOnly',
        values: { property: writtenName(key) },
        fixes: [removeAll],
      });
    }
  },
});
