import { dependencies, links, reference, volumeSources } from '../documents/container-reference.ts';
import type { TaskDefinition } from '../documents/task-definition.ts';
import { replace } from '../syntax/change.ts';
import type { Change, Value } from '../syntax/value.ts';

/** Gives a container another name, where it stands and wherever the task definition speaks of it. */
export function renameContainer(
  taskDefinition: TaskDefinition,
  place: Value,
  name: string,
  newName: string,
): readonly Change[] {
  const proxy = reference(taskDefinition.get('proxyConfiguration', 'containerName'));
  const references = [
    ...taskDefinition.containers.flatMap((container) => [
      ...dependencies(container),
      ...volumeSources(container),
      ...links(container),
    ]),
    ...(proxy === undefined ? [] : [proxy]),
  ];
  return [
    replace(place, newName),
    ...references.filter((candidate) => candidate.name === name).map((candidate) => candidate.renamed(newName)),
  ];
}
