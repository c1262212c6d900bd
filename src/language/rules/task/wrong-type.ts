import { defineRule } from '../define-rule.ts';
import { nameOf } from '../name-of.ts';
import { TYPE_MESSAGES, typeRemedies, typeViolation } from '../wrong-types.ts';

/**
 * "STRING_VALUE cannot be converted to Integer", answers ECS, and the AWS CLI says as much before it asks: "Invalid
 * type for parameter containerDefinitions[0].cpu, value: 256, type: <class 'str'>, valid types: <class 'int'>".
 * Source: https://github.com/aws-actions/amazon-ecs-deploy-task-definition/issues/587,
 * https://github.com/aws-samples/aws-containers-task-definitions/pull/3
 */
export const wrongType = defineRule({
  id: 'task/wrong-type',
  on: 'task-definition',
  messages: {
    ...TYPE_MESSAGES,
    elementNotNumber: { severity: 'error', text: 'Each element of "{property}" must be a whole number.' },
  },
  alsoReportedBy: ['cfn-lint E3012'],
  check({ taskDefinition, report }) {
    for (const misfit of taskDefinition.deviations.wrongTypes) {
      const { value, shape } = misfit;
      if (value.key === undefined && shape === 'number') {
        const values = { property: nameOf(value) };
        report({ at: value, message: 'elementNotNumber', values, fixes: typeRemedies(misfit) });
      } else {
        report(typeViolation(misfit));
      }
    }
  },
});
