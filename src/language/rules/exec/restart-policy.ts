import { text } from '../../../text.ts';
import { set } from '../../syntax/change.ts';
import type { OldRule } from '../rule.ts';

/**
 * A container that ECS has restarted gets no exec agent any more: "connection fails with a
 * TargetNotConnectedException. The connection is successful if the task is recreated."
 * Source: https://github.com/aws/containers-roadmap/issues/2469
 */
export const restartPolicy: OldRule = {
  id: 'exec/restart-policy',
  severity: 'information',
  check(taskDefinition, report) {
    for (const container of taskDefinition.containers) {
      const enabled = container.get('restartPolicy', 'enabled');
      if (!enabled.is(true)) {
        continue;
      }
      report({
        at: enabled,
        message: text(
          'Once ECS has restarted container "{0}" by its restart policy, ECS Exec no longer works in it.',
          container.label,
        ),
        fixes: [
          {
            title: text('Set restartPolicy.enabled to false'),
            safe: false,
            changes: () => [set(container.value, ['restartPolicy', 'enabled'], false)],
          },
        ],
      });
    }
  },
};
