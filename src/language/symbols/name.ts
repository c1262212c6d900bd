import type { Range, SymbolKind } from '../api.ts';
import type { Subject } from '../documents/subject.ts';
import { createPlaceholderScanner } from '../syntax/placeholder.ts';
import type { Value } from '../syntax/value.ts';
import { type Place, PLACES, valuesAt } from './places.ts';

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
}

/** All names in a subject, in order of their place. */
export function namesIn(subject: Subject): readonly Name[] {
  return PLACES.flatMap((place) => valuesAt(subject, place).flatMap((value) => nameAt(place, value))).sort(
    (a, b) => a.range.start - b.range.start,
  );
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

function nameAt({ kind, isDefinition, steps }: Place, value: Value): readonly Name[] {
  const { scalar, source } = value;
  if (typeof scalar !== 'string') {
    return [];
  }
  const content = source.syntax.contentOf(value);
  const written = source.text.slice(content.start, content.end);
  const isLink = steps.includes('links');
  const length = isLink ? lengthBeforeAlias(written) : written.length;
  const name = isLink ? scalar.slice(0, lengthBeforeAlias(scalar)) : scalar;
  return [{ kind, isDefinition, name, range: { start: content.start, end: content.start + length }, value }];
}

/** A link is `name` or `name:alias`. A colon in a placeholder, as in `${name:-web}`, parts nothing. */
function lengthBeforeAlias(link: string): number {
  const placeholders = createPlaceholderScanner(link);
  let at = 0;
  while (at < link.length && link[at] !== ':') {
    at = placeholders.end(at) ?? at + 1;
  }
  return at;
}
