import { text } from '../../../text.ts';
import { changeTo } from '../change-to.ts';
import { limitPassed } from '../limits.ts';
import type { OldRule } from '../rule.ts';

/** In seconds. */
const LEAST = 2;
const MOST = 120;

/**
 * "The valid values for Fargate are 2-120 seconds."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const containerTimeouts: OldRule = {
  id: 'task/container-timeouts',
  severity: 'error',
  check(taskDefinition, report) {
    if (taskDefinition.platform.requires('FARGATE') === undefined) {
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
          message: text('On Fargate, "{0}" must be from {1} to {2} seconds.', name, LEAST, MOST),
          fixes: [changeTo(value, limit)],
        });
      }
    }
  },
};
