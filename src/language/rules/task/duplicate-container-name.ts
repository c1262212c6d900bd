import { LONGEST_NAME } from '../../documents/legal-name.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import { defineRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

/** "Container names must be unique within a task definition": RegisterTaskDefinition's answer. */
export const duplicateContainerName = defineRule({
  id: 'task/duplicate-container-name',
  on: 'task-definition',
  messages: {
    duplicate: {
      severity: 'error',
      text: 'Another container already has the name "{name}". Each container needs a name of its own.',
    },
  },
  check({ taskDefinition, report }) {
    const { containers } = taskDefinition;
    if (taskDefinition.containersByName.size === containers.length) {
      return;
    }
    const counts = new Map<string, number>();
    for (const container of containers) {
      const at = container.value.get('name');
      const name = at.string;
      if (name === undefined || taskDefinition.containerNamed(name) === container) {
        continue;
      }
      report({
        at,
        message: 'duplicate',
        values: { name },
        fixes: remedies(taskDefinition, at, name, counts),
      });
    }
  },
});

/** `counts` says by name up to which number all names are taken. */
function remedies(
  taskDefinition: TaskDefinition,
  at: Value,
  name: string,
  counts: Map<string, number>,
): readonly Remedy[] {
  if (name.length > LONGEST_NAME) {
    return [];
  }
  let count = counts.get(name) ?? 2;
  while (taskDefinition.containerNamed(`${name}-${count}`) !== undefined) {
    count++;
  }
  counts.set(name, count);
  const free = `${name}-${count}`;
  return free.length > LONGEST_NAME ? [] : [changeTo(at, free)];
}
