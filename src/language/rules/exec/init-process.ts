import { text } from '../../../text.ts';
import { set } from '../../syntax/change.ts';
import type { OldRule } from '../rule.ts';

/**
 * "We recommend adding the initProcessEnabled flag": without an init process, nobody reaps the children of the
 * SSM agent.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export const initProcess: OldRule = {
  id: 'exec/init-process',
  severity: 'information',
  check(taskDefinition, report) {
    // Windows has no linuxParameters.
    if (taskDefinition.platform.operatingSystem !== 'linux') {
      return;
    }
    for (const container of taskDefinition.containers) {
      const flag = container.get('linuxParameters', 'initProcessEnabled');
      if (!flag.isAbsent && !flag.is(false)) {
        continue;
      }
      report({
        at: flag.is(false) ? flag : container.get('name'),
        message: text(
          'Without initProcessEnabled, sessions of ECS Exec can leave zombie processes in container "{0}".',
          container.label,
        ),
        fixes: [
          {
            title: text('Set initProcessEnabled to true'),
            safe: true,
            changes: () => [set(container.value, ['linuxParameters', 'initProcessEnabled'], true)],
          },
        ],
      });
    }
  },
};
