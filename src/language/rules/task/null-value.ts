import { sentence } from '../../../text.ts';
import { remove } from '../../syntax/change.ts';
import { defineRule } from '../define-rule.ts';
import { nameOf } from '../name-of.ts';
import type { Remedy } from '../rule.ts';

/**
 * What `describe-task-definition` and the console once printed for what is not set. The AWS CLI refuses null:
 * "Invalid type for parameter containerDefinitions[0].logConfiguration, value: None, type: <class 'NoneType'>".
 * Source: https://github.com/aws-samples/aws-containers-task-definitions/pull/3
 * AWS's GitHub Action drops nulls and empty strings before it registers anything, so this is no error:
 * https://github.com/aws-actions/amazon-ecs-deploy-task-definition/blob/master/index.js
 */
export const nullValue = defineRule({
  id: 'task/null-value',
  on: 'task-definition',
  messages: {
    refused: {
      severity: 'warning',
      text: 'The AWS CLI refuses null. Leave "{property}" out if it is not set.',
    },
    refusedInList: {
      severity: 'information',
      text: 'The AWS CLI refuses null. Leave "{property}" out if it is not set.',
    },
    empty: {
      severity: 'information',
      text: 'An empty string is not a value of "{property}". Leave it out if it is not set.',
    },
  },
  check({ taskDefinition, report }) {
    // In a template, null says something else. What ECS has described is not registered.
    const { blanks } = taskDefinition.deviations;
    if (blanks.length === 0 || taskDefinition.origin !== 'input') {
      return;
    }
    // A bare list of container definitions is more often for Terraform, which takes null for absent.
    const refused = taskDefinition.value.kind === 'object' ? 'refused' : 'refusedInList';
    const removeAll: Remedy = {
      title: sentence('Remove all null and empty values'),
      safe: true,
      changes: () => blanks.map(remove),
    };
    for (const blank of blanks) {
      report({
        at: blank,
        message: blank.kind === 'null' ? refused : 'empty',
        values: { property: nameOf(blank) },
        fixes: [removeAll],
      });
    }
  },
});
