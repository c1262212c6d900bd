import { replace } from '../syntax/change.ts';
import type { Change, Value } from '../syntax/value.ts';
import type { Container } from './container.ts';

/** A place in a container definition that names another container. */
export interface ContainerReference {
  readonly value: Value;
  /** The name that stands there. */
  readonly name: string;
  /** What makes it name another. */
  renamed(name: string): Change;
}

/** The containers whose start it waits for. */
export function dependencies(container: Container): readonly ContainerReference[] {
  return references(container.get('dependsOn').items.map((dependency) => dependency.get('containerName')));
}

/** The containers whose volumes it borrows. */
export function volumeSources(container: Container): readonly ContainerReference[] {
  return references(container.get('volumesFrom').items.map((volume) => volume.get('sourceContainer')));
}

/** The containers it is linked with; a link is a name, or `name:alias`. */
export function links(container: Container): readonly ContainerReference[] {
  return container.get('links').items.flatMap((value) => {
    const link = value.string;
    if (link === undefined) {
      return [];
    }
    const [name = ''] = link.split(':', 1);
    return [{ value, name, renamed: (other) => replace(value, other + link.slice(name.length)) }];
  });
}

/** A value that is the name of a container, and nothing else. */
export function reference(value: Value): ContainerReference | undefined {
  const name = value.string;
  return name === undefined ? undefined : { value, name, renamed: (other) => replace(value, other) };
}

function references(values: readonly Value[]): readonly ContainerReference[] {
  return values.flatMap((value) => reference(value) ?? []);
}
