import { text } from '../../../text.ts';
import { remove } from '../../syntax/change.ts';
import type { OldRule, Remedy } from '../rule.ts';

/**
 * What `describe-task-definition` prints and `register-task-definition` refuses: "Unknown parameter in input:
 * "registeredAt", must be one of: family, …". AWS's GitHub Action ignores these properties: "This field can be safely
 * removed".
 * Source: https://github.com/aws-actions/amazon-ecs-deploy-task-definition/blob/master/index.js
 */
export const readOnlyProperty: OldRule = {
  id: 'task/read-only-property',
  severity: 'warning',
  check(taskDefinition, report) {
    const { readOnly } = taskDefinition.deviations;
    if (readOnly.length === 0 || taskDefinition.isDescribed) {
      return;
    }
    const removeAll: Remedy = {
      title: text('Remove all read-only fields'),
      safe: true,
      changes: () => readOnly.map(remove),
    };
    for (const { key } of readOnly) {
      if (key === undefined) {
        continue;
      }
      report({
        at: key,
        message: text('ECS describes "{0}", but does not accept it in what you register.', key.name),
        fixes: [removeAll],
      });
    }
  },
};
