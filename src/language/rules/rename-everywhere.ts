import type { SymbolKind } from '../api.ts';
import { nameIn, PLACES, valuesAt } from '../documents/places.ts';
import type { TaskDefinition } from '../documents/task-definition.ts';
import { replace } from '../syntax/change.ts';
import type { Change, Value } from '../syntax/value.ts';

/** Gives a container, a volume or a port another name, where it stands and wherever the document refers to it. */
export function renameEverywhere(
  taskDefinition: TaskDefinition,
  kind: SymbolKind,
  at: Value,
  name: string,
  newName: string,
): readonly Change[] {
  const places = PLACES.filter((place) => place.kind === kind && !place.isDefinition);
  const references = places.flatMap((place) =>
    valuesAt(taskDefinition, place).flatMap((value) => {
      const { string } = value;
      return string !== undefined && nameIn(string, place) === name
        ? [replace(value, newName + string.slice(name.length))]
        : [];
    }),
  );
  return [replace(at, newName), ...references];
}
