import { outputOnly, type Shape, type StructureName, structures } from '../notation/shape.ts';
import type { Value } from '../syntax/value.ts';

/** A property that its structure does not have. */
export interface UnknownProperty {
  readonly value: Value;
  readonly structure: StructureName;
}

/** A value that is not what its property, or its list or map, holds. */
export interface Misfit {
  readonly value: Value;
  readonly shape: Shape;
}

/** Where a task definition departs from the shape that AWS's own SDK gives it. Nothing that is unknown is in here. */
export interface Deviations {
  readonly unknownProperties: readonly UnknownProperty[];
  /** Values of another type. */
  readonly wrongTypes: readonly Misfit[];
  /** Strings that are none of the values listed; their shapes are enums. */
  readonly unknownValues: readonly Misfit[];
  readonly nulls: readonly Value[];
  /** Empty strings where there is a list of values to choose from. */
  readonly empties: readonly Value[];
  /** Properties that another of the same name, further down, overrides. They are in no other list. */
  readonly duplicates: readonly Value[];
  /** Properties that ECS describes and nobody can register. */
  readonly readOnly: readonly Value[];
}

/** Compares objects with a structure, in one walk for all who ask. */
export function deviationsFrom(structure: StructureName, objects: readonly Value[]): Deviations {
  const walk = new Walk();
  for (const object of objects) {
    walk.object(object, structure);
  }
  return walk;
}

/** Objects with more properties than this are none that ECS knows; they get an index, not to compare each with each. */
const MANY_PROPERTIES = 48;

class Walk implements Deviations {
  readonly unknownProperties: UnknownProperty[] = [];
  readonly wrongTypes: Misfit[] = [];
  readonly unknownValues: Misfit[] = [];
  readonly nulls: Value[] = [];
  readonly empties: Value[] = [];
  readonly duplicates: Value[] = [];
  readonly readOnly: Value[] = [];

  object(value: Value, structure: StructureName): void {
    const properties = structures[structure];
    for (const child of this.#inForce(value)) {
      if (child.key === undefined) {
        continue;
      }
      const { name } = child.key;
      const shape = properties.get(name);
      if (shape === undefined) {
        this.unknownProperties.push({ value: child, structure });
      } else if (structure === 'TaskDefinition' && outputOnly.has(name)) {
        this.readOnly.push(child);
      } else {
        this.#value(child, shape);
      }
    }
  }

  /** The shapes end somewhere, and so does this, however deep the document is. */
  #value(value: Value, shape: Shape): void {
    const { kind } = value;
    if (kind === 'unknown') {
      return;
    }
    if (kind === 'null') {
      this.nulls.push(value);
    } else if (typeof shape === 'string') {
      if (kind !== shape && shape !== 'timestamp') {
        this.#misfit(value, shape);
      } else if (shape === 'number' && !Number.isInteger(value.scalar)) {
        this.wrongTypes.push({ value, shape });
      }
    } else if ('enum' in shape) {
      if (kind !== 'string') {
        this.#misfit(value, shape);
      } else if (value.scalar === '') {
        this.empties.push(value);
      } else if (!shape.enum.includes(String(value.scalar)) && !value.isUnknown) {
        this.unknownValues.push({ value, shape });
      }
    } else if ('list' in shape) {
      if (kind !== 'array') {
        this.#misfit(value, shape);
      } else {
        for (const element of value.children) {
          this.#value(element, shape.list);
        }
      }
    } else if (kind !== 'object') {
      this.#misfit(value, shape);
    } else if ('structure' in shape) {
      this.object(value, shape.structure);
    } else {
      for (const entry of this.#inForce(value)) {
        this.#value(entry, shape.map);
      }
    }
  }

  #misfit(value: Value, shape: Shape): void {
    if (!value.isUnknown) {
      this.wrongTypes.push({ value, shape });
    }
  }

  /** The properties that no other overrides: what is wrong with one that has no effect has none either. */
  #inForce({ children }: Value): readonly Value[] {
    const before = this.duplicates.length;
    const last = children.length > MANY_PROPERTIES ? lastByName(children) : undefined;
    for (let index = 0; index < children.length - 1; index++) {
      const child = children[index];
      if (child?.key === undefined) {
        continue;
      }
      const { name } = child.key;
      const isOverridden = last === undefined ? hasLater(children, index, name) : last.get(name) !== child;
      if (isOverridden) {
        this.duplicates.push(child);
      }
    }
    if (this.duplicates.length === before) {
      return children;
    }
    const overridden = new Set(this.duplicates.slice(before));
    return children.filter((child) => !overridden.has(child));
  }
}

function lastByName(children: readonly Value[]): ReadonlyMap<string | undefined, Value> {
  return new Map(children.map((child) => [child.key?.name, child]));
}

function hasLater(children: readonly Value[], index: number, name: string): boolean {
  for (let later = index + 1; later < children.length; later++) {
    if (children[later]?.key?.name === name) {
      return true;
    }
  }
  return false;
}
