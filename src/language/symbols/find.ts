import type { Place } from '../api.ts';
import { grouped } from '../documents/grouped.ts';
import type { Subject } from '../documents/subject.ts';
import { type Name, nameAround, namesIn } from './name.ts';

/** A subject, and the file that it is in, where that is another one of the folder. */
export interface Related {
  readonly subject: Subject;
  readonly file: string | undefined;
}

/** Which subjects use the names of one, beside itself: those of its task definition, and of others that run it. */
export type Relations = (subject: Subject) => readonly Related[];

/** A name found in a text. */
export interface Found {
  readonly name: Name;
  /** All names of its kind, itself included, in order; those in other files come last. */
  readonly kin: readonly Name[];
  /** Those that mean the same. If several containers have one name, all of them are meant. */
  readonly same: readonly Name[];
  /** Whether the texts are without syntax errors, so that no name is missing here. */
  readonly isComplete: boolean;
}

/**
 * The name at an offset of a text with subjects; a name means something only in its own subject and in those that are
 * related to it. An empty one means nothing.
 */
export function find(subjects: readonly Subject[], offset: number, relationsOf: Relations): Found | undefined {
  for (const subject of subjects) {
    const names = namesIn(subject);
    const name = nameAround(names, offset);
    if (name !== undefined && name.name !== '') {
      const related = relationsOf(subject);
      const all = inOrder([...names, ...related.flatMap((other) => namesIn(other.subject, other.file))]);
      const kin = all.filter(({ kind }) => kind === name.kind);
      const same = kin.filter((other) => other.name === name.name);
      return { name, kin, same, isComplete: [subject, ...related.map((other) => other.subject)].every(isComplete) };
    }
  }
  return undefined;
}

/** File by file, as they stand in each. */
function inOrder(names: readonly Name[]): readonly Name[] {
  const files = [...grouped(names, ({ file }) => file).values()];
  return files.flatMap((inFile) => inFile.toSorted((a, b) => a.range.start - b.range.start));
}

function isComplete({ value }: Subject): boolean {
  return value.source.complete;
}

export function definition(found: Found | undefined): Place | undefined {
  const defined = found?.name.isDefinition === true ? found.name : found?.same.find(isDefinition);
  return defined && placeOf(defined);
}

export function references(found: Found | undefined, includeDeclaration: boolean): readonly Place[] {
  const same = found?.same ?? [];
  return same.filter((name) => includeDeclaration || !name.isDefinition).map(placeOf);
}

export function placeOf({ range, file }: Name): Place {
  return file === undefined ? range : { ...range, file };
}

export function isDefinition(name: Name): boolean {
  return name.isDefinition;
}
