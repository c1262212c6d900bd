import { defineRule } from '../define-rule.ts';

/**
 * "When a user runs commands on a container using ECS Exec, these commands are run as the root user." And they have the
 * credentials of the task role, as all that runs in the container.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export const execWide = defineRule({
  id: 'policy/exec-wide',
  on: 'policy',
  messages: {
    all: {
      severity: 'information',
      text: 'This allows a root shell in every container of the account, with the rights of every task role.',
    },
  },
  check({ policy, report }) {
    for (const statement of policy.statements) {
      const all = statement.resources.find(({ isAll }) => isAll);
      if (all === undefined || !statement.isAllow || !statement.isUnconditional) {
        continue;
      }
      if (statement.names('ecs:executecommand')) {
        report({ at: all.value, message: 'all' });
      }
    }
  },
});
