import { sentence } from '../../../text.ts';
import { set } from '../../syntax/change.ts';
import { defineRule } from '../define-rule.ts';

/**
 * "We recommend adding the initProcessEnabled flag": without an init process, nobody reaps the children of the
 * SSM agent.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export const initProcess = defineRule({
  id: 'exec/init-process',
  on: 'task-definition',
  messages: {
    missing: {
      severity: 'information',
      text: 'ECS Exec sessions can leave zombie processes in container "{container}" without {.initProcessEnabled}.',
    },
  },
  check({ taskDefinition, platform, report }) {
    // Windows has no linuxParameters.
    if (platform.operatingSystem !== 'linux') {
      return;
    }
    for (const container of taskDefinition.containers) {
      const flag = container.get('linuxParameters', 'initProcessEnabled');
      if (!flag.isAbsent && !flag.is(false)) {
        continue;
      }
      report({
        at: flag.is(false) ? flag : container.get('name'),
        message: 'missing',
        values: { container: container.label },
        fixes: [
          {
            title: sentence('Set {.initProcessEnabled} to true'),
            safe: true,
            changes: () => [set(container.value, ['linuxParameters', 'initProcessEnabled'], true)],
          },
        ],
      });
    }
  },
});
