import { text } from '../../../text.ts';
import { changeTo } from '../change-to.ts';
import { limitPassed } from '../limits.ts';
import type { OldRule } from '../rule.ts';

/** Of restartAttemptPeriod, in seconds. */
const LEAST = 60;
const MOST = 1800;

const MOST_EXIT_CODES = 50;

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerRestartPolicy.html */
export const restartLimits: OldRule = {
  id: 'task/restart-limits',
  severity: 'error',
  check(taskDefinition, report) {
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
          message: text('"restartAttemptPeriod" must be from {0} to {1} seconds.', LEAST, MOST),
          fixes: [changeTo(period, limit)],
        });
      }
      const codes = policy.get('ignoredExitCodes');
      const tooMany = codes.children[MOST_EXIT_CODES];
      if (tooMany !== undefined) {
        report({
          at: tooMany,
          message: text('"ignoredExitCodes" can hold {0} exit codes, not {1}.', MOST_EXIT_CODES, codes.children.length),
        });
      }
    }
  },
};
