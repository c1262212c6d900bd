import { nameIn, PLACES, valuesAt } from '../documents/places.ts';
import type { TaskDefinition } from '../documents/task-definition.ts';
import { replace } from '../syntax/change.ts';
import type { Change, Value } from '../syntax/value.ts';

const REFERENCES = PLACES.filter(({ kind, isDefinition }) => kind === 'container' && !isDefinition);

/** Gives a container another name, where it stands and wherever the document refers to it. */
export function renameContainer(
  taskDefinition: TaskDefinition,
  at: Value,
  name: string,
  newName: string,
): readonly Change[] {
  const references = REFERENCES.flatMap((place) =>
    valuesAt(taskDefinition, place).flatMap((value) => {
      const { string } = value;
      return string !== undefined && nameIn(string, place) === name
        ? [replace(value, newName + string.slice(name.length))]
        : [];
    }),
  );
  return [replace(at, newName), ...references];
}
