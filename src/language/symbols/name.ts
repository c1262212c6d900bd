import type { Range, SymbolKind } from '../api.ts';
import { type Named, nameIn, type Place, PLACES, valuesAt } from '../documents/places.ts';
import type { Subject } from '../documents/subject.ts';
import { isByDefault } from '../syntax/node.ts';
import type { Value } from '../syntax/value.ts';

/**
 * A name where it stands in a text. It may be empty, and it may hold a placeholder: then it is a name like any other.
 */
export interface Name {
  readonly kind: SymbolKind;
  /** Whether it is given to something here; else it refers to that. */
  readonly isDefinition: boolean;
  readonly name: string;
  /** The name as written: between the quotes, without the alias of a link. */
  readonly range: Range;
  /** The string that it is, or is the first part of. */
  readonly value: Value;
  /** The file that it stands in, where that is another one of the folder. */
  readonly file: string | undefined;
}

/** All names in a subject, which may be that of another file, in order of their place. */
export function namesIn(subject: Subject, file?: string): readonly Name[] {
  const named = namedIn(subject);
  return named === undefined
    ? []
    : PLACES.flatMap((place) => valuesAt(named, place).flatMap((value) => nameAt(place, value, file))).sort(
        (a, b) => a.range.start - b.range.start,
      );
}

/** A service has only what refers to names: what gives them is in its task definition. */
function namedIn(subject: Subject): Named | undefined {
  if ('taskDefinition' in subject) {
    return subject.taskDefinition;
  }
  return 'service' in subject ? { value: subject.value, containers: [] } : undefined;
}

/** The name at an offset, what marks it as a string included. */
export function nameAround(names: readonly Name[], offset: number): Name | undefined {
  return names.find(({ range, value }) => {
    const content = value.source.syntax.contentOf(value);
    const before = content.start - value.start;
    const after = value.end - content.end;
    return range.start - before <= offset && offset <= range.end + after;
  });
}

/** A name as it is written in the place of another. */
export function written(name: string, { value, range }: Pick<Name, 'value' | 'range'>): string {
  const { syntax } = value.source;
  if (value.start < range.start || range.end < value.end) {
    return syntax.content(name);
  }
  // Without marks around it, some strings cannot be written.
  return isByDefault(value) ? (syntax.propertyName ?? syntax.literal)(name) : syntax.literal(name);
}

function nameAt(place: Place, value: Value, file: string | undefined): readonly Name[] {
  const { scalar, source } = value;
  if (typeof scalar !== 'string') {
    return [];
  }
  const { kind, isDefinition } = place;
  const { start, end } = source.syntax.contentOf(value);
  const { length } = nameIn(source.text.slice(start, end), place);
  return [{ kind, isDefinition, name: nameIn(scalar, place), range: { start, end: start + length }, value, file }];
}
