import { replace } from '../syntax/change.ts';
import { createPlaceholderScanner } from '../syntax/placeholder.ts';
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

/** The containers whose volumes it borrows. */
export function volumeSources(container: Container): readonly ContainerReference[] {
  return container.get('volumesFrom').items.flatMap((volume) => reference(volume.get('sourceContainer')) ?? []);
}

/** The containers it is linked with. */
export function links(container: Container): readonly ContainerReference[] {
  return container.get('links').items.flatMap((value) => {
    const link = value.string;
    if (link === undefined) {
      return [];
    }
    const name = linkedName(link);
    return [{ value, name, renamed: (other) => replace(value, other + link.slice(name.length)) }];
  });
}

/** The container of a link, `name` or `name:alias`. A colon in a placeholder, as in `${name:-web}`, parts nothing. */
export function linkedName(link: string): string {
  const placeholders = createPlaceholderScanner(link);
  let at = 0;
  while (at < link.length && link[at] !== ':') {
    at = placeholders.end(at) ?? at + 1;
  }
  return link.slice(0, at);
}

/** A value that is the name of a container, and nothing else. */
export function reference(value: Value): ContainerReference | undefined {
  const name = value.string;
  return name === undefined ? undefined : { value, name, renamed: (other) => replace(value, other) };
}
