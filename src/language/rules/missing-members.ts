import { sentence } from '../../text.ts';
import type { Range } from '../api.ts';
import type { Incomplete } from '../documents/deviations.ts';
import { notationOf } from '../notation/notation-of.ts';
import { structures } from '../notation/shape.ts';
import { set } from '../syntax/change.ts';
import type { Value } from '../syntax/value.ts';
import type { Messages, Violation } from './define-rule.ts';
import { nameOf } from './name-of.ts';
import type { Remedy } from './rule.ts';

/** What is said of an object that lacks what ECS cannot do without. */
export const MEMBER_MESSAGES = {
  object: { severity: 'error', text: '"{object}" needs {properties}.' },
  entry: { severity: 'error', text: 'Entry {number} of "{list}" needs {properties}.' },
} as const satisfies Messages;

/** Tells where elements stand in their lists. */
export class Numbers {
  /** Of the elements of lists, by list. */
  readonly #known = new Map<Value, ReadonlyMap<Value, number>>();

  /** From 1. */
  of(element: Value): number {
    const { parent } = element;
    if (parent === undefined) {
      return 1;
    }
    let numbers = this.#known.get(parent);
    if (numbers === undefined) {
      numbers = new Map(parent.children.map((child, index) => [child, index + 1]));
      this.#known.set(parent, numbers);
    }
    return numbers.get(element) ?? 1;
  }
}

/** What is said of an object that lacks something, and what can be done about it. */
export function memberViolation(incomplete: Incomplete, numbers: Numbers): Violation<typeof MEMBER_MESSAGES> {
  const { value } = incomplete;
  const properties = propertiesOf(incomplete);
  const found = { at: placeOf(incomplete), fixes: memberRemedies(incomplete) };
  return value.key === undefined
    ? { ...found, message: 'entry', values: { number: numbers.of(value), list: nameOf(value), properties } }
    : { ...found, message: 'object', values: { object: nameOf(value), properties } };
}

/** The names of what is missing, as they are written, in quotes. */
export function propertiesOf({ value, structure, missing }: Incomplete): string {
  const notation = notationOf(value);
  return missing.map((name) => `"${notation.write(name, structure)}"`).join(', ');
}

/** By what people know an element of a list, the best first. */
const LABELS = ['name', 'containerName', 'hostname', 'containerPath', 'hostPath'] as const;

/** What an element of a list is known by. */
export function labelOf(value: Value): Value | undefined {
  return LABELS.map((name) => value.get(name)).find(({ string = '' }) => string !== '');
}

/** What is there of what is missing, else the name of the object, or what it is known by, or where it begins. */
export function placeOf({ value, missing }: Pick<Incomplete, 'value' | 'missing'>): Range {
  const given = value.children.find(({ key }) => key !== undefined && missing.includes(key.name));
  const { start } = value;
  return given ?? value.key ?? labelOf(value) ?? { start, end: start + 1 };
}

/** Where there is but one value to choose from. */
export function memberRemedies({ value, structure, missing }: Incomplete): readonly Remedy[] {
  const [name, ...others] = missing;
  const shape = name === undefined ? undefined : structures[structure].get(name);
  const [only, ...more] = typeof shape === 'object' && 'enum' in shape ? shape.enum : [];
  if (name === undefined || only === undefined || others.length > 0 || more.length > 0) {
    return [];
  }
  const written = notationOf(value).write(name, structure);
  return [{ title: sentence('Set {0} to {1}', written, only), safe: true, changes: () => [set(value, [name], only)] }];
}
