import { sentence } from '../../text.ts';
import type { Spelling } from '../documents/closest.ts';
import type { Container } from '../documents/container.ts';
import type { ContainerReference } from '../documents/container-reference.ts';
import { isLegalName } from '../documents/legal-name.ts';
import type { TaskDefinition } from '../documents/task-definition.ts';
import type { Remedy } from './rule.ts';

/** With more containers than this, none is proposed. */
const MOST_CONTAINERS = 20;

/** Whether there is certainly no container of a name. */
export function isUnknownContainer(taskDefinition: TaskDefinition, name: string): boolean {
  return taskDefinition.namesAllContainers && taskDefinition.containerNamed(name) === undefined;
}

/** What was most likely meant by the name of a container that does not exist, of those that can be meant. */
export function meantContainer(
  taskDefinition: TaskDefinition,
  reference: ContainerReference,
  spelling: Spelling,
  canBeMeant: (container: Container) => boolean,
): readonly Remedy[] {
  // Whether one can be meant takes a look at all others, and ECS allows ten.
  if (taskDefinition.containersByName.size > MOST_CONTAINERS) {
    return [];
  }
  const candidates = Array.from(taskDefinition.containersByName).filter(
    // A name that ECS refuses has to change first.
    ([name, container]) => isLegalName(name) && canBeMeant(container),
  );
  const meant = spelling.meant(
    reference.name,
    candidates.map(([name]) => name),
  );
  if (meant === undefined) {
    return [];
  }
  return [
    {
      title: sentence('Change "{0}" to "{1}"', reference.name, meant),
      safe: false,
      changes: () => [reference.renamed(meant)],
    },
  ];
}
