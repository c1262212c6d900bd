import { defineRule } from '../define-rule.ts';
import { offerAwsvpc } from '../use-awsvpc.ts';

/**
 * A session reaches the container through the task's network. With `none`, containers "do not have external
 * connectivity".
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export const noNetwork = defineRule({
  id: 'exec/no-network',
  on: 'task-definition',
  messages: {
    none: { severity: 'warning', text: 'With network mode "none", ECS Exec cannot reach Session Manager.' },
  },
  check({ taskDefinition, platform, report }) {
    const mode = taskDefinition.get('networkMode');
    if (!mode.is('none')) {
      return;
    }
    report({
      at: mode,
      message: 'none',
      // External instances do not support awsvpc.
      fixes: platform.requires('EXTERNAL') === undefined ? offerAwsvpc(taskDefinition) : [],
    });
  },
});
