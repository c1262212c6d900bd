import { text } from '../../../text.ts';
import type { TaskDefinition } from '../../model/task-definition.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import { LONGEST_NAME } from '../legal-name.ts';
import type { Remedy, Rule } from '../rule.ts';

/** "Container names must be unique within a task definition": RegisterTaskDefinition's answer. */
export const duplicateContainerName: Rule = {
  id: 'task/duplicate-container-name',
  severity: 'error',
  check(taskDefinition, report) {
    const { containers } = taskDefinition;
    if (taskDefinition.containersByName.size === containers.length) return;
    for (const container of containers) {
      const at = container.value.get('name');
      const name = at.string;
      if (name === undefined || taskDefinition.containerNamed(name) === container) continue;
      report({
        at,
        message: text('Another container is named "{0}" too; each needs a name of its own.', name),
        fixes: remedies(taskDefinition, at, name),
      });
    }
  },
};

function remedies(taskDefinition: TaskDefinition, at: Value, name: string): readonly Remedy[] {
  let free = name;
  for (let count = 2; taskDefinition.containerNamed(free) !== undefined; count++) free = `${name}-${count}`;
  if (free.length > LONGEST_NAME) return [];
  return [changeTo(at, free)];
}
