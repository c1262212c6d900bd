import { sentence } from '../../../text.ts';
import { set } from '../../syntax/change.ts';
import { isByDefault } from '../../syntax/node.ts';
import { defineRule } from '../define-rule.ts';

/**
 * A container that ECS has restarted no longer gets an exec agent: "connection fails with a
 * TargetNotConnectedException. The connection is successful if the task is recreated."
 * Source: https://github.com/aws/containers-roadmap/issues/2469
 */
export const restartPolicy = defineRule({
  id: 'exec/restart-policy',
  on: 'task-definition',
  speaksOf: ['restartPolicy'],
  messages: {
    enabled: {
      severity: 'information',
      text: 'ECS Exec stops working in container "{container}" once its restart policy has restarted it.',
    },
    byDefault: {
      severity: 'information',
      text: 'By default, the module has ECS restart "{container}", and ECS Exec no longer works in it then.',
    },
  },
  check({ taskDefinition, report }) {
    for (const container of taskDefinition.containers) {
      const enabled = container.get('restartPolicy', 'enabled');
      if (!enabled.is(true)) {
        continue;
      }
      report({
        at: enabled,
        message: isByDefault(enabled) ? 'byDefault' : 'enabled',
        values: { container: container.label },
        fixes: [
          {
            title: sentence('Set {.restartPolicy}.{.enabled} to false'),
            safe: false,
            changes: () => [set(container.value, ['restartPolicy', 'enabled'], false)],
          },
        ],
      });
    }
  },
});
