import { text } from '../../../text.ts';
import { changeTo } from '../change-to.ts';
import type { OldRule } from '../rule.ts';

/** "Soft limit exceeds hard limit for ulimit x": RegisterTaskDefinition's answer. */
export const ulimits: OldRule = {
  id: 'task/ulimits',
  severity: 'error',
  check(taskDefinition, report) {
    for (const container of taskDefinition.containers) {
      for (const ulimit of container.get('ulimits').children) {
        const soft = ulimit.get('softLimit');
        const hard = ulimit.get('hardLimit');
        if (soft.number === undefined || hard.number === undefined) {
          continue;
        }
        // Below zero means without limit; who compares how is not known.
        if (soft.number <= hard.number || soft.number < 0 || hard.number < 0) {
          continue;
        }
        report({
          at: soft,
          message: text('The soft limit, {0}, is above the hard limit, {1}.', soft.number, hard.number),
          fixes: [changeTo(soft, hard.number)],
        });
      }
    }
  },
};
