import { sentence } from '../../../text.ts';
import { misnamedContainers } from '../../documents/container-list.ts';
import { rename } from '../../syntax/change.ts';
import { defineRule } from '../define-rule.ts';
import { writtenName } from '../name-of.ts';

const NAME = 'containerDefinitions';

/**
 * "Missing required parameter in input: "containerDefinitions"", says the AWS CLI, and "Container list cannot be empty"
 * ECS. A list under another name is none for either.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html,
 * https://github.com/awsdocs/aws-cloudformation-user-guide/pull/454
 */
export const containerDefinitions = defineRule({
  id: 'task/container-definitions',
  on: 'task-definition',
  messages: {
    missing: {
      severity: 'error',
      text: 'This task definition does not have {.containerDefinitions}. Add it, with at least one container.',
    },
    misnamed: {
      severity: 'error',
      text: 'The containers of a task definition must be in {.containerDefinitions}, not in "{property}".',
    },
  },
  alsoReportedBy: ['cfn-lint E3003'],
  check({ taskDefinition, report }) {
    const { value } = taskDefinition;
    // While it is typed, the name may become the right one, or another property be it.
    if (taskDefinition.isDescribed || !value.source.complete) {
      return;
    }
    const misnamed = misnamedContainers(value);
    if (misnamed?.key === undefined) {
      if (taskDefinition.get(NAME).isAbsent) {
        report({ at: value.get(NAME).key ?? taskDefinition.place, message: 'missing' });
      }
      return;
    }
    const property = writtenName(misnamed.key);
    report({
      at: misnamed.key,
      message: 'misnamed',
      values: { property },
      fixes: [
        {
          title: sentence('Rename it to {.containerDefinitions}'),
          safe: property.toLowerCase() === NAME.toLowerCase(),
          changes: () => [rename(misnamed, NAME)],
        },
      ],
    });
  },
});
