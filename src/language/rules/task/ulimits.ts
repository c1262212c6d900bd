import { changeTo } from '../change-to.ts';
import { defineRule } from '../define-rule.ts';

/** "Soft limit exceeds hard limit for ulimit x": RegisterTaskDefinition's answer. */
export const ulimits = defineRule({
  id: 'task/ulimits',
  on: 'task-definition',
  speaksOf: ['ulimits'],
  messages: {
    softAboveHard: {
      severity: 'error',
      text: 'The soft limit of "{ulimit}" in container "{container}", {soft}, is above the hard limit, {hard}.',
    },
  },
  check({ taskDefinition, report }) {
    for (const container of taskDefinition.containers) {
      for (const [index, ulimit] of container.get('ulimits').children.entries()) {
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
          message: 'softAboveHard',
          values: {
            ulimit: ulimit.get('name').string ?? `#${index + 1}`,
            container: container.label,
            soft: soft.number,
            hard: hard.number,
          },
          fixes: [changeTo(soft, hard.number)],
        });
      }
    }
  },
});
