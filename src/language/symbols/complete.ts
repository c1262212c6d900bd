import type { Completion, Range } from '../api.ts';
import type { Subject } from '../documents/subject.ts';
import type { Slot, Value } from '../syntax/value.ts';
import { fittingKeys, fittingValues } from './complete-policy.ts';
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
  if (subjects.some(({ kind }) => kind === 'policy')) {
    return completionsInPolicy(root, subjects, slot ?? syntax.keySlotAt(root, offset), subjectsOf);
  }
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

/** What fits in a policy: in a string, in a gap for one, or as the name of a property. */
function completionsInPolicy(
  root: Value,
  subjects: readonly Subject[],
  slot: Slot | undefined,
  subjectsOf: (root: Value) => readonly Subject[],
): readonly Completion[] {
  if (slot === undefined) {
    return [];
  }
  const { syntax } = root.source;
  const policies = slot.gap === undefined ? subjects : subjectsOf(slot.filled);
  const isName = slot.string.key !== undefined && slot.gap?.start === slot.string.key.start;
  for (const subject of policies) {
    const fitting =
      subject.kind === 'policy' ? (isName ? fittingKeys : fittingValues)(subject.policy, slot.string) : undefined;
    if (fitting !== undefined) {
      const { kind, names } = fitting;
      return names.map((name) => ({
        kind,
        name,
        edit:
          slot.gap === undefined
            ? { ...syntax.contentOf(slot.string), text: syntax.content(name) }
            : { ...slot.gap, text: syntax.literal(name) + slot.suffix },
      }));
    }
  }
  return [];
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
