import { text } from '../../../text.ts';
import { remove } from '../../syntax/change.ts';
import { nameOf } from '../name-of.ts';
import type { OldRule, Remedy } from '../rule.ts';

/**
 * What `describe-task-definition` and the console once printed for what is not set. The AWS CLI refuses null:
 * "Invalid type for parameter containerDefinitions[0].logConfiguration, value: None, type: <class 'NoneType'>".
 * Source: https://github.com/aws-samples/aws-containers-task-definitions/pull/3
 * AWS's GitHub Action drops nulls and empty strings before it registers anything, so this is no error:
 * https://github.com/aws-actions/amazon-ecs-deploy-task-definition/blob/master/index.js
 */
export const nullValue: OldRule = {
  id: 'task/null-value',
  severity: 'warning',
  check(taskDefinition, report) {
    const { blanks } = taskDefinition.deviations;
    // A bare list of container definitions is more often for Terraform, which takes null for absent.
    const nullSeverity = taskDefinition.value.kind === 'object' ? 'warning' : 'information';
    if (blanks.length === 0 || taskDefinition.isDescribed) {
      return;
    }
    const removeAll: Remedy = {
      title: text('Remove all null and empty values'),
      safe: true,
      changes: () => blanks.map(remove),
    };
    for (const blank of blanks) {
      const name = nameOf(blank);
      report({
        at: blank,
        severity: blank.kind === 'null' ? nullSeverity : 'information',
        message:
          blank.kind === 'null'
            ? text('The AWS CLI refuses null: leave "{0}" out if it is not set.', name)
            : text('An empty string is no value of "{0}": leave it out if it is not set.', name),
        fixes: [removeAll],
      });
    }
  },
};
