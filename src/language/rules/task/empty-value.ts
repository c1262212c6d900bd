import { defineRule } from '../define-rule.ts';
import { nameOf } from '../name-of.ts';
import { removeIt } from '../remove-it.ts';

/**
 * ECS takes an empty string for a value, and then it is none that it knows. AWS's GitHub Action removes empty strings
 * before it registers anything, so this is no error:
 * https://github.com/aws-actions/amazon-ecs-deploy-task-definition/blob/master/index.js
 */
export const emptyValue = defineRule({
  id: 'task/empty-value',
  on: 'task-definition',
  messages: {
    string: {
      severity: 'warning',
      text: 'ECS does not accept an empty string as "{property}". Leave "{property}" out if it is not set.',
    },
    element: { severity: 'warning', text: 'ECS does not accept an empty string in the list "{property}".' },
  },
  check({ taskDefinition, report }) {
    if (taskDefinition.isDescribed) {
      return;
    }
    for (const value of taskDefinition.deviations.empties) {
      report({
        at: value,
        message: value.key === undefined ? 'element' : 'string',
        values: { property: nameOf(value) },
        fixes: [removeIt(value, true)],
      });
    }
  },
});
