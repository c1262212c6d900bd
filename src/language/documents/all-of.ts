import { type StructureName, structures, told } from '../notation/shape.ts';
import type { Value } from '../syntax/value.ts';
import { closest } from './closest.ts';
import { isRemark } from './remark.ts';

/** So many misspelt names does nothing have that is meant for ECS. */
const MOST_MISTYPED = 4;

/** What an object may have beside the properties of a structure. */
interface Others {
  /** A property of any name. */
  readonly given?: Value | undefined;
  /** So many more, of any name. */
  readonly most?: number;
}

/**
 * Whether an object has no properties but those of a structure, what ECS tells of one, some of them misspelt, remarks,
 * and some others.
 */
export function isAllOf(value: Value, structure: StructureName, { given, most = 0 }: Others = {}): boolean {
  const names = structures[structure];
  const outputs = told.get(structure);
  let mistyped = 0;
  let others = 0;
  return value.children.every(
    (child) =>
      child === given ||
      child.key === undefined ||
      names.has(child.key.name) ||
      outputs?.has(child.key.name) === true ||
      isRemark(child.key.name) ||
      (++mistyped <= MOST_MISTYPED && closest(child.key.name, names.keys()) !== undefined) ||
      ++others <= most,
  );
}

/** Whether an object has a property of one of these names. */
export function hasAny(value: Value, names: readonly string[]): boolean {
  return names.some((name) => value.has(name));
}
