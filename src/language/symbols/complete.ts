import type { Completion, Range, TextEdit } from '../api.ts';
import type { Subject } from '../documents/subject.ts';
import type { Slot, Value } from '../syntax/value.ts';
import { type Fitting, fittingKeys, fittingValues } from './complete-policy.ts';
import { fittingProperties, fittingWords } from './complete-shape.ts';
import { isDefinition, type Relations } from './find.ts';
import { type Name, namesIn, written } from './name.ts';
import { seenAt, seenProperty } from './seen.ts';

/** What tells more of a text. */
interface Context {
  /** What there is in the text with one string more. */
  readonly subjectsOf: (root: Value) => readonly Subject[];
  readonly relationsOf: Relations;
}

/** What fits at a place, and where it is written instead of what is there. */
interface Offer extends Fitting {
  readonly edit: (name: string) => TextEdit;
}

/** What fits at an offset of a text, the likely ones first. */
export function completions(
  root: Value,
  subjects: readonly Subject[],
  offset: number,
  context: Context,
): readonly Completion[] {
  const { kind, names, edit } = offerAt(root, subjects, offset, context) ?? NOTHING;
  return names.map((name) => ({ kind, name, edit: edit(name) }));
}

function offerAt(root: Value, subjects: readonly Subject[], offset: number, context: Context): Offer | undefined {
  const { syntax } = root.source;
  const hasShapes = syntax.hasSchemas !== true;
  for (const slot of syntax.slotsAt(root, offset)) {
    const offer = offerIn(slot, slot.gap === undefined ? subjects : context.subjectsOf(slot.filled), offset, {
      ...context,
      hasShapes,
    });
    if (offer !== undefined) {
      return offer;
    }
  }
  const mayHaveNames = hasShapes || subjects.some(({ kind }) => kind === 'policy');
  const slot = mayHaveNames ? syntax.keySlotAt(root, offset) : undefined;
  if (slot?.gap === undefined) {
    return undefined;
  }
  const { gap, string, filled, write } = slot;
  const fitting = first(context.subjectsOf(filled), (subject) =>
    subject.kind === 'policy'
      ? fittingKeys(subject.policy, seenProperty(subject.value, gap.start))
      : hasShapes
        ? fittingProperties(subject, string.parent)
        : undefined,
  );
  return fitting && { ...fitting, edit: (name) => ({ ...gap, text: write(name) }) };
}

const NOTHING: Offer = { kind: 'container', names: [], edit: (text) => ({ start: 0, end: 0, text }) };

/** What fits in the place of a string of some subjects. */
function offerIn(
  slot: Slot,
  subjects: readonly Subject[],
  offset: number,
  { relationsOf, hasShapes }: Context & { readonly hasShapes: boolean },
): Offer | undefined {
  const { string } = slot;
  const found = nameOf(subjects, string, relationsOf);
  if (found !== undefined) {
    const { here, names } = found;
    // In the alias of a link, no name fits.
    const isBehind = slot.gap === undefined && offset > here.range.end;
    return { kind: here.kind, names: isBehind ? [] : candidates(here, names), edit: editIn(slot, here.range) };
  }
  const fitting = first(subjects, (subject) =>
    subject.kind === 'policy'
      ? fittingValues(subject.policy, seenAt(subject.value, string))
      : hasShapes
        ? fittingWords(subject, string)
        : undefined,
  );
  return fitting && { ...fitting, edit: editIn(slot, string.source.syntax.contentOf(string)) };
}

/** Writes a string into a gap, or in place of what one says at a range. */
function editIn(slot: Slot, range: Range): (name: string) => TextEdit {
  if (slot.gap !== undefined) {
    const { gap, write } = slot;
    return (name) => ({ ...gap, text: write(name) });
  }
  const { string: value } = slot;
  return (name) => ({ start: range.start, end: range.end, text: written(name, { value, range }) });
}

function first(subjects: readonly Subject[], find: (subject: Subject) => Fitting | undefined): Fitting | undefined {
  for (const subject of subjects) {
    const fitting = find(subject);
    if (fitting !== undefined) {
      return fitting;
    }
  }
  return undefined;
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
