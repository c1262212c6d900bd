import { defineRule } from '../define-rule.ts';

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const MOST_CONTAINERS = 10;

/**
 * "Container list cannot be empty", and "Too many containers" with more than ten: RegisterTaskDefinition's answers.
 */
export const containerCount = defineRule({
  id: 'task/container-count',
  on: 'task-definition',
  messages: {
    empty: { severity: 'error', text: 'A task definition needs at least one container.' },
    tooMany: {
      severity: 'error',
      text: 'A task definition can have at most {most} containers. This one has {count}.',
    },
  },
  check({ taskDefinition, report }) {
    const { containers } = taskDefinition;
    const list = taskDefinition.get('containerDefinitions');
    const surplus = containers[MOST_CONTAINERS];
    if (surplus !== undefined) {
      const name = surplus.value.get('name');
      report({
        at: name.kind === 'string' ? name : surplus.value,
        message: 'tooMany',
        values: { most: MOST_CONTAINERS, count: containers.length },
      });
    } else if (list.kind === 'array' && list.items.length === 0 && taskDefinition.isWhole) {
      report({ at: list, message: 'empty' });
    }
  },
});
