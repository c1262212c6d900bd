import type { Completion, Range } from '../api.ts';
import type { Subject } from '../documents/subject.ts';
import type { Value } from '../syntax/value.ts';
import { isDefinition, type Relations } from './find.ts';
import { type Name, namesIn } from './name.ts';

/**
 * The names that fit at an offset of a text, the likely ones first. What is in a text with one string more is asked.
 */
export function completions(
  root: Value,
  subjects: readonly Subject[],
  offset: number,
  {
    subjectsOf,
    relationsOf,
  }: { readonly subjectsOf: (root: Value) => readonly Subject[]; readonly relationsOf: Relations },
): readonly Completion[] {
  const { syntax } = root.source;
  const slot = syntax.slotAt(root, offset);
  if (slot === undefined) {
    return [];
  }
  if (slot.gap === undefined) {
    const found = nameOf(subjects, slot.string, relationsOf);
    // In the alias of a link, no name fits.
    if (found === undefined || offset > found.here.range.end) {
      return [];
    }
    const { here, names } = found;
    return candidates(here, names).map((name) => ({
      name,
      kind: here.kind,
      edit: { ...here.range, text: syntax.content(name) },
    }));
  }
  const found = nameOf(subjectsOf(slot.filled), slot.string, relationsOf);
  if (found === undefined) {
    return [];
  }
  return candidates(found.here, found.names).map((name) => ({
    name,
    kind: found.here.kind,
    edit: { ...slot.gap, text: syntax.literal(name) + slot.suffix },
  }));
}

/** The name that a string at a place is, and all names of its subject and of those that are related to it. */
function nameOf(
  subjects: readonly Subject[],
  { start, end }: Range,
  relationsOf: Relations,
): { readonly here: Name; readonly names: readonly Name[] } | undefined {
  for (const subject of subjects) {
    const names = namesIn(subject);
    const here = names.find(({ value }) => value.start === start && value.end === end);
    if (here !== undefined) {
      return {
        here,
        names: [...names, ...relationsOf(subject).flatMap((other) => namesIn(other.subject, other.file))],
      };
    }
  }
  return undefined;
}

function candidates(here: Name, names: readonly Name[]): readonly string[] {
  const others = names.filter((name) => name.kind === here.kind && name !== here && name.name !== '');
  const defined = others.filter(isDefinition);
  if (here.isDefinition) {
    return without(namesOf(others), namesOf(defined));
  }
  // A container does not depend on itself.
  const fitting = namesOf(
    defined.filter(({ value, file }) => file !== undefined || !isWithin(here.value, value.parent)),
  );
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
