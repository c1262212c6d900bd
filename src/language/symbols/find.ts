import type { Range } from '../api.ts';
import type { Subject } from '../documents/subject.ts';
import { type Name, nameAround, namesIn } from './name.ts';

/** A name found in a text. */
export interface Found {
  readonly name: Name;
  /** All names of its kind, itself included, in order. */
  readonly kin: readonly Name[];
  /** Those that mean the same. If several containers have one name, all of them are meant. */
  readonly same: readonly Name[];
  /** Whether the text is without syntax errors, so that no name is missing here. */
  readonly isComplete: boolean;
}

/**
 * The name at an offset of a text with subjects; a name means something only in its own subject. An empty one means
 * nothing.
 */
export function find(subjects: readonly Subject[], offset: number): Found | undefined {
  for (const subject of subjects) {
    const names = namesIn(subject);
    const name = nameAround(names, offset);
    if (name !== undefined && name.name !== '') {
      const kin = names.filter(({ kind }) => kind === name.kind);
      const same = kin.filter((other) => other.name === name.name);
      return { name, kin, same, isComplete: subject.value.source.complete };
    }
  }
  return undefined;
}

export function definition(found: Found | undefined): Range | undefined {
  return found?.name.isDefinition === true ? found.name.range : found?.same.find(isDefinition)?.range;
}

export function references(found: Found | undefined, includeDeclaration: boolean): readonly Range[] {
  const same = found?.same ?? [];
  return same.filter((name) => includeDeclaration || !name.isDefinition).map(({ range }) => range);
}

export function isDefinition(name: Name): boolean {
  return name.isDefinition;
}
