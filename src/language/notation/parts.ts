import type { Shape, StructureName } from './shape.ts';

/** The structure that a value of a shape has; undefined where it has none, or where the shape is not known. */
export function structureOf(shape: Shape | undefined): StructureName | undefined {
  return typeof shape === 'object' && 'structure' in shape ? shape.structure : undefined;
}

/** The shape of the values of a free map, whose keys are the same in all notations; undefined for what is none. */
export function mapped(shape: Shape | undefined): Shape | undefined {
  return shape === 'any' ? shape : typeof shape === 'object' && 'map' in shape ? shape.map : undefined;
}

/** The shape of the elements of a list; undefined for what is none. */
export function elementOf(shape: Shape | undefined): Shape | undefined {
  return shape === 'any' ? shape : typeof shape === 'object' && 'list' in shape ? shape.list : undefined;
}
