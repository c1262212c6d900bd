import { text } from '../../../text.ts';
import { remove } from '../../syntax/change.ts';
import type { OldRule } from '../rule.ts';

/**
 * "You can have only one ECS Exec session per process ID (PID) namespace. If you are sharing a PID namespace in a
 * task, you can only start ECS Exec sessions into one container."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export const pidMode: OldRule = {
  id: 'exec/pid-mode',
  severity: 'information',
  check(taskDefinition, report) {
    const mode = taskDefinition.get('pidMode');
    if (!mode.is('task') || taskDefinition.containers.length < 2) {
      return;
    }
    // ECS does not support the parameter for Windows containers, which is another matter.
    if (taskDefinition.platform.operatingSystem === 'windows') {
      return;
    }
    report({
      at: mode,
      message: text(
        'The {0} containers share one process namespace, so ECS Exec works in only one of them.',
        taskDefinition.containers.length,
      ),
      fixes: [
        {
          title: text('Remove pidMode, so that each container has a process namespace of its own'),
          safe: false,
          changes: () => [remove(mode)],
        },
      ],
    });
  },
};
