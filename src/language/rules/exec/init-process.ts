import { sentence } from '../../../text.ts';
import { startsInit } from '../../documents/init-process.ts';
import { set } from '../../syntax/change.ts';
import { defineRule } from '../define-rule.ts';

/**
 * "We recommend adding the initProcessEnabled flag": without an init process, nobody reaps the children of the
 * SSM agent.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 * Not every image can do with it: one whose own init process must be process 1 then ends with "s6-overlay-suexec:
 * fatal: can only run as pid 1" (https://github.com/just-containers/s6-overlay/issues/559). So an explicit false is
 * somebody's decision, and to set it to true is one's choice.
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
      if (!flag.isAbsent || startsInit(container) !== false) {
        continue;
      }
      report({
        at: container.get('name'),
        message: 'missing',
        values: { container: container.label },
        fixes: [
          {
            title: sentence('Set {.initProcessEnabled} to true'),
            safe: false,
            changes: () => [set(container.value, ['linuxParameters', 'initProcessEnabled'], true)],
          },
        ],
      });
    }
  },
});
