import type { Range } from '../api.ts';
import { readDocument } from '../document.ts';
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

/** The name at an offset of a text. An empty one means nothing. */
export function find(text: string, offset: number): Found | undefined {
  const document = readDocument(text);
  if (document === undefined) {
    return undefined;
  }
  const names = namesIn(document);
  const name = nameAround(names, offset);
  if (name === undefined || name.name === '') {
    return undefined;
  }
  const kin = names.filter(({ kind }) => kind === name.kind);
  const same = kin.filter((other) => other.name === name.name);
  return { name, kin, same, isComplete: document.value.source.complete };
}

export function definition(text: string, offset: number): Range | undefined {
  const found = find(text, offset);
  return found?.name.isDefinition === true ? found.name.range : found?.same.find(isDefinition)?.range;
}

export function references(text: string, offset: number, includeDeclaration: boolean): readonly Range[] {
  const same = find(text, offset)?.same ?? [];
  return same.filter((name) => includeDeclaration || !name.isDefinition).map(({ range }) => range);
}

export function isDefinition(name: Name): boolean {
  return name.isDefinition;
}
