import { changeTo } from '../change-to.ts';
import { defineRule } from '../define-rule.ts';
import { limitPassed } from '../limits.ts';

/** Of restartAttemptPeriod, in seconds. */
const LEAST = 60;
const MOST = 1800;

const MOST_EXIT_CODES = 50;

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerRestartPolicy.html */
export const restartLimits = defineRule({
  id: 'task/restart-limits',
  on: 'task-definition',
  speaksOf: ['restartPolicy'],
  messages: {
    periodOutOfRange: {
      severity: 'error',
      text: 'The {.restartAttemptPeriod} of container "{container}" must be from {least} to {most} seconds.',
    },
    tooManyExitCodes: {
      severity: 'error',
      text: 'The {.ignoredExitCodes} of container "{container}" can hold at most {most} exit codes, not {count}.',
    },
  },
  check({ taskDefinition, report }) {
    for (const container of taskDefinition.containers) {
      const policy = container.get('restartPolicy');
      if (policy.kind !== 'object') {
        continue;
      }
      const period = policy.get('restartAttemptPeriod');
      const limit = limitPassed(period, LEAST, MOST);
      if (limit !== undefined) {
        report({
          at: period,
          message: 'periodOutOfRange',
          values: { container: container.label, least: LEAST, most: MOST },
          fixes: [changeTo(period, limit)],
        });
      }
      const codes = policy.get('ignoredExitCodes');
      const tooMany = codes.children[MOST_EXIT_CODES];
      if (tooMany !== undefined) {
        report({
          at: tooMany,
          message: 'tooManyExitCodes',
          values: { container: container.label, most: MOST_EXIT_CODES, count: codes.children.length },
        });
      }
    }
  },
});
