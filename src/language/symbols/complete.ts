import type { Completion } from '../api.ts';
import type { Value } from '../syntax/value.ts';
import { isDefinition } from './find.ts';
import { type Name, namesIn } from './name.ts';
import { slotAt } from './slot.ts';

/** The names that fit at an offset, the likely ones first. */
export function completions(text: string, offset: number): readonly Completion[] {
  const slot = slotAt(text, offset);
  if (slot === undefined) {
    return [];
  }
  const names = namesIn(slot.document);
  const here = names.find(({ value }) => value === slot.value);
  if (here === undefined) {
    return [];
  }
  const { gap } = slot;
  // In the alias of a link, no name fits.
  if (gap === undefined && offset > here.range.end) {
    return [];
  }
  return candidates(here, names).map((name) => {
    const string = JSON.stringify(name);
    const edit =
      gap === undefined
        ? { ...here.range, text: string.slice(1, -1) }
        : { start: gap.start, end: gap.end, text: gap.needsComma ? `${string},` : string };
    return { name, kind: here.kind, edit };
  });
}

function candidates(here: Name, names: readonly Name[]): readonly string[] {
  const others = names.filter((name) => name.kind === here.kind && name !== here && name.name !== '');
  const defined = others.filter(isDefinition);
  if (here.isDefinition) {
    return without(namesOf(others), namesOf(defined));
  }
  // A container does not depend on itself.
  const fitting = namesOf(defined.filter(({ value }) => !isWithin(here.value, value.parent)));
  const taken = namesOf(others.filter(({ value }) => listOf(value) === listOf(here.value)));
  const free = without(fitting, taken);
  return [...new Set([...free, ...fitting])];
}

function namesOf(names: readonly Name[]): ReadonlySet<string> {
  return new Set(names.map(({ name }) => name));
}

function without(names: ReadonlySet<string>, unwanted: ReadonlySet<string>): readonly string[] {
  return [...names].filter((name) => !unwanted.has(name));
}

function isWithin(value: Value, ancestor: Value | undefined): boolean {
  return ancestor !== undefined && ancestor.start < value.start && value.end <= ancestor.end;
}

/** The array in which a value is an element, or a property of one. */
function listOf({ parent }: Value): Value | undefined {
  return parent?.kind === 'array' ? parent : parent?.parent;
}
