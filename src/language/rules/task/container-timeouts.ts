import { changeTo } from '../change-to.ts';
import { defineRule } from '../define-rule.ts';
import { limitPassed } from '../limits.ts';
import { nameOf } from '../name-of.ts';

/** In seconds. */
const LEAST = 2;
const MOST = 120;

/**
 * "The valid values for Fargate are 2-120 seconds."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const containerTimeouts = defineRule({
  id: 'task/container-timeouts',
  on: 'task-definition',
  speaksOf: ['startTimeout', 'stopTimeout'],
  messages: {
    outOfRange: {
      severity: 'error',
      text: 'On Fargate, {property} of container "{container}" must be from {least} to {most} seconds.',
    },
  },
  check({ taskDefinition, platform, report }) {
    if (!platform.isOnFargate) {
      return;
    }
    for (const container of taskDefinition.containers) {
      for (const name of ['startTimeout', 'stopTimeout']) {
        const value = container.get(name);
        const limit = limitPassed(value, LEAST, MOST);
        if (limit === undefined) {
          continue;
        }
        report({
          at: value,
          message: 'outOfRange',
          values: { property: nameOf(value), container: container.label, least: LEAST, most: MOST },
          fixes: [changeTo(value, limit)],
        });
      }
    }
  },
});
