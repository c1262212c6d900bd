import type { Range } from '../../api.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages } from '../define-rule.ts';
import { nameOf } from '../name-of.ts';
import { removeIt } from '../remove-it.ts';

const messages = {
  string: {
    severity: 'warning',
    text: 'ECS does not accept an empty string as "{property}". Leave "{property}" out if it is not set.',
  },
  element: { severity: 'warning', text: 'ECS does not accept an empty string in the list "{property}".' },
  list: {
    severity: 'warning',
    text: 'ECS does not accept an empty list of "{property}". Leave "{property}" out if there are none.',
  },
  object: {
    severity: 'warning',
    text: 'ECS does not accept "{property}" with nothing set in it. Leave "{property}" out if it is not set.',
  },
} as const satisfies Messages;

/**
 * "Tags can not be empty.", "Role is not valid", "Invalid 'cpu' setting for task." and "host.sourcePath should not be
 * blank.": RegisterTaskDefinition's answers to empty values. It does not accept an empty `credentialsParameter` either.
 * AWS's GitHub Action removes empty values before it registers anything, so this is no error.
 * Source: https://github.com/fabfuel/ecs-deploy/issues/146, https://github.com/fabfuel/ecs-deploy/issues/231,
 * https://github.com/aws/amazon-ecs-cli/issues/11,
 * https://github.com/aws-actions/amazon-ecs-deploy-task-definition/pull/52
 */
export const emptyValue = defineRule({
  id: 'task/empty-value',
  on: 'task-definition',
  messages,
  check({ taskDefinition, report }) {
    if (taskDefinition.isDescribed) {
      return;
    }
    for (const value of taskDefinition.deviations.empties) {
      report({
        at: placeOf(value),
        message: messageFor(value),
        values: { property: nameOf(value) },
        fixes: [removeIt(value, true)],
      });
    }
  },
});

function messageFor({ kind, key }: Value): keyof typeof messages {
  if (kind === 'array') {
    return 'list';
  }
  return kind === 'object' ? 'object' : key === undefined ? 'element' : 'string';
}

/** What is empty, or the name of an object that has nothing in it. */
function placeOf(value: Value): Range {
  return value.kind === 'object' ? (value.key ?? value) : value;
}
