import { sentence } from '../../../text.ts';
import { remove } from '../../syntax/change.ts';
import { defineRule } from '../define-rule.ts';

/**
 * "You can have only one ECS Exec session per process ID (PID) namespace. If you are sharing a PID namespace in a
 * task, you can only start ECS Exec sessions into one container."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export const pidMode = defineRule({
  id: 'exec/pid-mode',
  on: 'task-definition',
  speaksOf: ['pidMode'],
  messages: {
    shared: {
      severity: 'information',
      text: 'The {count} containers share one process namespace, so ECS Exec works in only one of them.',
    },
  },
  check({ taskDefinition, platform, report }) {
    const mode = taskDefinition.get('pidMode');
    if (!mode.is('task') || taskDefinition.containers.length < 2) {
      return;
    }
    // ECS does not support the parameter for Windows containers, which is another matter.
    if (platform.operatingSystem === 'windows') {
      return;
    }
    report({
      at: mode,
      message: 'shared',
      values: { count: taskDefinition.containers.length },
      fixes: [
        {
          title: sentence('Remove {.pidMode}, so that each container has its own process namespace'),
          safe: false,
          changes: () => [remove(mode)],
        },
      ],
    });
  },
});
