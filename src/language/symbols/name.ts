import type { Range, SymbolKind } from '../api.ts';
import type { RecognizedDocument } from '../documents/recognize.ts';
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

/** All names in a document, in order of their place. */
export function namesIn(document: RecognizedDocument): readonly Name[] {
  return PLACES.flatMap((place) => valuesAt(document, place).flatMap((value) => nameAt(place, value))).sort(
    (a, b) => a.range.start - b.range.start,
  );
}

/** The name at an offset, its quotes included. */
export function nameAround(names: readonly Name[], offset: number): Name | undefined {
  return names.find(({ range }) => range.start - 1 <= offset && offset <= range.end + 1);
}

function nameAt({ kind, isDefinition, steps }: Place, value: Value): readonly Name[] {
  const { scalar, start, end, source } = value;
  if (typeof scalar !== 'string') {
    return [];
  }
  const written = source.text.slice(start + 1, end - 1);
  const isLink = steps.includes('links');
  const length = isLink ? lengthBeforeAlias(written) : written.length;
  const name = isLink ? scalar.slice(0, lengthBeforeAlias(scalar)) : scalar;
  return [{ kind, isDefinition, name, range: { start: start + 1, end: start + 1 + length }, value }];
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
