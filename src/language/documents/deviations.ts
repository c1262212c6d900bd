import { INPUT } from '../notation/notation.ts';
import { notationOf } from '../notation/notation-of.ts';
import { outputOnly, required, type Shape, type StructureName, structures, told } from '../notation/shape.ts';
import { presume, takeForAbsent } from '../syntax/node.ts';
import { hasPlaceholder } from '../syntax/placeholder.ts';
import type { Key, Value } from '../syntax/value.ts';
import { Spelling } from './closest.ts';
import { isFragment } from './container.ts';
import { isNothing, isRequired } from './empty-string.ts';
import { otherNameOf } from './other-names.ts';
import { PropertyNames } from './property-names.ts';
import { isRemark } from './remark.ts';

/** A property that its structure does not have. */
export interface UnknownProperty {
  readonly value: Value;
  readonly structure: StructureName;
  /** The property that was most likely meant. It counts as there: {@link Value.get} gives something unknown for it. */
  readonly meant: string | undefined;
}

/** An object that lacks what its structure must have. */
export interface Incomplete {
  readonly value: Value;
  readonly structure: StructureName;
  /** The names of what it lacks: what is not there, null or empty. */
  readonly missing: readonly string[];
}

/** A value that is not what its property, or its list or map, holds. */
export interface Misfit {
  readonly value: Value;
  readonly shape: Shape;
}

/**
 * Where a task definition, or another document, departs from the shape that AWS's own SDK gives it. Nothing that is
 * unknown is in here. Each null and each empty value is in one list at most.
 */
export interface Deviations {
  /** Remarks are not among them. */
  readonly unknownProperties: readonly UnknownProperty[];
  /** Values of another type. */
  readonly wrongTypes: readonly Misfit[];
  /** Strings that are none of the values listed; their shapes are enums. */
  readonly unknownValues: readonly Misfit[];
  readonly nulls: readonly Value[];
  /**
   * Strings and lists that ECS refuses because they are empty, and objects in which nothing is set although something
   * must be. Nothing in them is required where they stand.
   */
  readonly empties: readonly Value[];
  /** Nothing in a fragment is among them: what is missing there, something else may add. */
  readonly incomplete: readonly Incomplete[];
  /** Properties that another of the same name, further down, overrides. They are in no other list. */
  readonly duplicates: readonly Value[];
  /** Properties that ECS describes and nobody can register. */
  readonly readOnly: readonly Value[];
}

/** Compares a task definition, which may be a fragment, with its structure, in one walk for all who ask. */
export function deviationsOf(taskDefinition: Value, isWhole: boolean): Deviations {
  const walk = new Walk(taskDefinition, !isWhole);
  walk.object(taskDefinition, 'TaskDefinition');
  return walk;
}

/** As {@link deviationsOf}, for another structure that somebody has written whole. */
export function deviationsFrom(value: Value, structure: StructureName): Deviations {
  const walk = new Walk(value, false);
  walk.object(value, structure);
  return walk;
}

/** As {@link deviationsOf}, for containers whose task definition is elsewhere. */
export function deviationsIn(containers: readonly Value[]): Deviations {
  const walk = new Walk(containers[0], true);
  for (const container of containers) {
    walk.object(container, 'ContainerDefinition');
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
  readonly incomplete: Incomplete[] = [];
  readonly duplicates: Value[] = [];
  readonly readOnly: Value[] = [];
  readonly #names: PropertyNames;
  readonly #spelling = new Spelling();
  /** Whether what is nearly of a type is taken for that. */
  readonly #isLenient: boolean;
  /** Whether something may add to what it is in. */
  #isInFragment: boolean;

  constructor(first: Value | undefined, isInFragment: boolean) {
    const notation = first === undefined ? INPUT : notationOf(first);
    this.#names = new PropertyNames(notation);
    this.#isLenient = notation === INPUT && first?.source.syntax.isLenient === true;
    this.#isInFragment = isInFragment;
  }

  object(value: Value, structure: StructureName, isOptional = false): void {
    const isInFragment = this.#isInFragment;
    if (structure === 'ContainerDefinition') {
      this.#isInFragment = isFragment(value);
    }
    const before = { nulls: this.nulls.length, empties: this.empties.length };
    for (const child of this.#inForce(value)) {
      if (child.key !== undefined) {
        this.#property(child, child.key, structure);
      }
    }
    this.#isInFragment = isInFragment;
    const missing = structure === 'TaskDefinition' ? NONE : missingIn(value, structure);
    if (missing.length === 0) {
      return;
    }
    if (isOptional && value.children.length > 0 && value.children.every(({ isAbsent }) => isAbsent)) {
      this.nulls.length = before.nulls;
      this.empties.length = before.empties;
      this.empties.push(value);
    } else if (!isInFragment) {
      this.incomplete.push({ value, structure, missing });
    }
  }

  #property(value: Value, key: Key, structure: StructureName): void {
    const { name } = key;
    const shape = structures[structure].get(name);
    if (shape === undefined) {
      if (told.get(structure)?.has(name) !== true) {
        this.#unknownProperty(value, key, structure);
      }
    } else if (structure === 'TaskDefinition' && outputOnly.has(name)) {
      this.readOnly.push(value);
    } else if (value.scalar === '' && isNothing(structure, name, shape)) {
      takeForAbsent(value);
      if (!isRequired(structure, name) && !(this.#isLenient && isWord(shape))) {
        this.empties.push(value);
      }
    } else if (typeof shape === 'object' && 'structure' in shape && value.kind === 'object') {
      this.object(value, shape.structure, !isRequired(structure, name));
    } else {
      this.#value(value, shape);
      this.#options(value, name, structure);
    }
  }

  /** A misspelt property counts as there under its right name, for all who ask for that. */
  #unknownProperty(value: Value, key: Key, structure: StructureName): void {
    const property = key.written ?? key.name;
    if (hasPlaceholder(property) || isRemark(property)) {
      return;
    }
    const names = this.#names.of(structure);
    const near = this.#spelling.meant(property, names.keys());
    const meant = near === undefined ? otherNameOf(structure, property, value) : names.get(near);
    if (meant !== undefined) {
      presume(value.parent, meant);
    }
    this.unknownProperties.push({ value, structure, meant });
  }

  /** ECS has no use for an option of a log driver that is empty, nor for an empty list of tags. */
  #options(value: Value, name: string, structure: StructureName): void {
    if (structure === 'LogConfiguration' && name === 'options') {
      value.children.filter(({ scalar }) => scalar === '').forEach(takeForAbsent);
    } else if (
      structure === 'TaskDefinition' &&
      name === 'tags' &&
      value.kind === 'array' &&
      value.items.length === 0
    ) {
      this.empties.push(value);
    }
  }

  /** The shapes end somewhere, and so does this, however deep the document is. */
  #value(value: Value, shape: Shape): void {
    const { kind } = value;
    if (kind === 'unknown' || shape === 'any') {
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
        takeForAbsent(value);
        if (!this.#isLenient) {
          this.empties.push(value);
        }
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
    const isText = shape === 'string' || isWord(shape);
    const isNearly = this.#isLenient && isText && (value.kind === 'number' || value.kind === 'boolean');
    if (!value.isUnknown && !isNearly) {
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

const NONE: readonly string[] = [];

/** Whether a value is one of several words. */
function isWord(shape: Shape): boolean {
  return typeof shape === 'object' && 'enum' in shape;
}

function missingIn(value: Value, structure: StructureName): readonly string[] {
  const properties = required.get(structure);
  // Nearly always, nothing is missing.
  if (properties?.some(({ name }) => value.get(name).isAbsent) !== true) {
    return NONE;
  }
  return properties
    .filter(({ name, unless }) => value.get(name).isAbsent && (unless === undefined || value.get(unless).isAbsent))
    .map(({ name }) => name);
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
