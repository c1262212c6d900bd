import { text } from '../../../text.ts';
import { isLegalName, legalName, LONGEST_NAME } from '../../documents/legal-name.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import type { Value } from '../../syntax/value.ts';
import { renameContainer } from '../rename-container.ts';
import type { OldRule, Remedy } from '../rule.ts';

/**
 * "Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const containerName: OldRule = {
  id: 'task/container-name',
  severity: 'error',
  check(taskDefinition, report) {
    for (const { value } of taskDefinition.containers) {
      const at = value.get('name');
      const name = at.string;
      if (name === undefined || isLegalName(name)) {
        continue;
      }
      report({
        at,
        message:
          name.length > LONGEST_NAME
            ? text("The container's name has {0} characters; ECS allows {1}.", name.length, LONGEST_NAME)
            : name === ''
              ? text('The container needs a name.')
              : text('The container name "{0}" may only have letters, digits, hyphens and underscores.', name),
        fixes: remedies(taskDefinition, at, name),
      });
    }
  },
};

function remedies(taskDefinition: TaskDefinition, at: Value, name: string): readonly Remedy[] {
  const legal = legalName(name);
  if (legal === undefined || taskDefinition.containerNamed(legal) !== undefined) {
    return [];
  }
  return [
    {
      title: text('Rename it to "{0}" wherever the file names it', legal),
      safe: false,
      changes: () => renameContainer(taskDefinition, at, name, legal),
    },
  ];
}
