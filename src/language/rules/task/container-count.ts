import { text } from '../../../text.ts';
import type { OldRule } from '../rule.ts';

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const MOST_CONTAINERS = 10;

/**
 * "Container list cannot be empty", and "Too many containers" with more than ten: RegisterTaskDefinition's answers.
 */
export const containerCount: OldRule = {
  id: 'task/container-count',
  severity: 'error',
  check(taskDefinition, report) {
    const { containers } = taskDefinition;
    const list = taskDefinition.get('containerDefinitions');
    const surplus = containers[MOST_CONTAINERS];
    if (surplus !== undefined) {
      const name = surplus.value.get('name');
      report({
        at: name.kind === 'string' ? name : surplus.value,
        message: text('There are {0} containers; ECS allows {1} in a task.', containers.length, MOST_CONTAINERS),
      });
    } else if (list.kind === 'array' && list.items.length === 0 && taskDefinition.hasAllContainers) {
      report({ at: list, message: text('A task definition needs a container.') });
    }
  },
};
