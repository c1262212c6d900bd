import type { TaskDefinition } from '../documents/task-definition.ts';

/** The names of all volumes; undefined where a script may add some, or not all names are known. */
export function volumeNames(taskDefinition: TaskDefinition): ReadonlySet<string> | undefined {
  if (!taskDefinition.isWhole) {
    return undefined;
  }
  const names = new Set<string>();
  for (const volume of taskDefinition.get('volumes').items) {
    const name = volume.get('name');
    if (name.string === undefined) {
      return undefined;
    }
    names.add(name.string);
  }
  return names;
}
