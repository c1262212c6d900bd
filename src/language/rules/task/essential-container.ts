import { sentence } from '../../../text.ts';
import type { Container } from '../../documents/container.ts';
import { set } from '../../syntax/change.ts';
import { defineRule } from '../define-rule.ts';

/**
 * "Task definition doesn't have any essential container": RegisterTaskDefinition's answer.
 * "All tasks must have at least one essential container."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const essentialContainer = defineRule({
  id: 'task/essential-container',
  on: 'task-definition',
  messages: {
    missing: {
      severity: 'error',
      text: 'No container is essential. A task needs at least one, and ends when that container ends.',
    },
  },
  alsoReportedBy: ['cfn-lint E3042'],
  check({ taskDefinition, report }) {
    const { containers } = taskDefinition;
    if (!containers.every((container) => container.get('essential').is(false))) {
      return;
    }
    if (!taskDefinition.hasAllContainers) {
      return;
    }
    // One that others wait for until it has ended cannot be essential.
    const main = mainOf(containers);
    const place = (main ?? containers[0])?.get('essential');
    if (place === undefined) {
      return;
    }
    report({
      at: place,
      message: 'missing',
      fixes:
        main === undefined
          ? []
          : [
              {
                title: sentence('Make container "{0}" essential', main.label),
                safe: containers.length === 1,
                changes: () => [set(main.value, ['essential'], true)],
              },
            ],
    });
  },
});

/** The first that no other waits for until it has ended, or may do so for all that is known. */
function mainOf(containers: readonly Container[]): Container | undefined {
  const awaited = new Set<string>();
  for (const container of containers) {
    for (const dependency of container.get('dependsOn').items) {
      const condition = dependency.get('condition');
      if (condition.is('START') || condition.is('HEALTHY')) {
        continue;
      }
      const name = dependency.get('containerName');
      if (name.isUnknown) {
        return undefined;
      }
      if (name.string !== undefined) {
        awaited.add(name.string);
      }
    }
  }
  return containers.find(({ label }) => !awaited.has(label));
}
