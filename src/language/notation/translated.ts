import type { NotationName } from '../api.ts';
import { Node } from '../syntax/node.ts';
import type { Key, Kind, Scalar, Value } from '../syntax/value.ts';
import { writtenScalar } from '../syntax/written-scalar.ts';
import type { Choose, Notation } from './notation.ts';
import { elementOf, mapped, structureOf } from './parts.ts';
import { type Shape, type StructureName, structures } from './shape.ts';

/** What is special about a notation. */
export interface Writing {
  readonly name: NotationName;
  /** As {@link Notation.write}. Different names must be written differently. */
  write(property: string, structure?: StructureName): string;
  /** Whether a value stands for another that cannot be known, as a function of a template does. */
  isUnknown(value: Value): boolean;
  /** Whether a value is written where there shall be none. */
  isAbsent?(value: Value): boolean;
  /** Whether a property of an object is none of a structure: it may put others in its place. */
  isOpening?(property: string): boolean;
  /** Whether there is such a property, of which no more is known. */
  isOther?(property: string, structure: StructureName): boolean;
  /** As {@link Notation.referenceIn}. */
  referenceIn?(written: Value): string | undefined;
}

/** A value as the API's input would have it, made of one that is written in another notation. */
export class Translated extends Node {
  /** The value that is written. */
  readonly written: Value;
  readonly shape: Shape;
  readonly notation: Notation;
  /** Where it is the one of several that was chosen, what stands for all of them. */
  readonly choice: Value | undefined;

  constructor(
    kind: Kind,
    { written, choice, shape, notation }: Origin,
    parent?: Node,
    key?: Key,
    content?: Scalar | readonly Node[],
  ) {
    super(kind, written.source, written, parent, key, content);
    this.written = written;
    this.choice = choice;
    this.shape = shape;
    this.notation = notation;
  }
}

/** What a value is made of. */
interface Origin {
  readonly written: Value;
  readonly choice?: Value | undefined;
  readonly shape: Shape;
  readonly notation: Notation;
}

/** Names of properties that a structure does not have begin with this, so that they are never taken for one it has. */
const FOREIGN = '\0';

const INTEGER = /^-?(?:0|[1-9]\d{0,14})$/;

/** A notation. The keys of free maps, such as labels and the options of a log driver, are in all notations the same. */
export function createNotation(writing: Writing): Notation {
  const names = new Map<StructureName, ReadonlyMap<string, string>>();
  const notation: Notation = {
    name: writing.name,
    see,
    write: (property, structure) => writing.write(property, structure),
    referenceIn: (value) => writing.referenceIn?.(value instanceof Translated ? value.written : value),
  };
  return notation;

  /** The names of a structure's properties, by how they are written. */
  function namesOf(structure: StructureName): ReadonlyMap<string, string> {
    const known = names.get(structure);
    if (known !== undefined) {
      return known;
    }
    const made = new Map(Array.from(structures[structure].keys(), (name) => [writing.write(name, structure), name]));
    names.set(structure, made);
    return made;
  }

  function see(root: Value, rootShape: Shape, choose: Choose = asItIs): Value {
    return translate(root, rootShape);

    function translate(value: Value, shape: Shape, parent?: Node, key?: Key): Node {
      const written = choose(value);
      const origin = { written, choice: written === value ? undefined : value, shape, notation };
      if (writing.isUnknown(written)) {
        return new Translated('unknown', origin, parent, key);
      }
      if (written.kind === 'array') {
        const children: Node[] = [];
        const list = new Translated('array', origin, parent, key, children);
        // In a list that is none, the one thing may be what belongs there.
        const element = elementOf(shape) ?? shape;
        children.push(
          ...written.children.filter((child) => !isAbsent(child)).map((child) => translate(child, element, list)),
        );
        return list;
      }
      if (written.kind === 'object') {
        const children: Node[] = [];
        const object = new Translated('object', origin, parent, key, children);
        object.isOpen = mayHoldMore(written);
        for (const child of written.children) {
          if (writing.isOpening?.(child.key?.name ?? '') === true) {
            object.isOpen = true;
          } else if (!isAbsent(child)) {
            children.push(property(child, shape, object));
          }
        }
        return object;
      }
      const scalar = scalarOf(written, shape);
      return new Translated(kindOf(scalar, written.kind), origin, parent, key, scalar);
    }

    function isAbsent(value: Value): boolean {
      return writing.isAbsent?.(choose(value)) === true;
    }

    function property(value: Value, shape: Shape, object: Node): Node {
      if (value.key === undefined) {
        return foreign(value, object);
      }
      const written = value.key.name;
      const free = mapped(shape);
      if (free !== undefined) {
        return translate(value, free, object, value.key);
      }
      // Where a list belongs, an object may be its only element.
      const element = structureOf(elementOf(shape));
      const structure = structureOf(shape) ?? element;
      const name = structure === undefined ? undefined : namesOf(structure).get(written);
      const inner = structure === undefined || name === undefined ? undefined : structures[structure].get(name);
      const { start, end } = value.key;
      if (structure !== undefined && writing.isOther?.(written, structure) === true) {
        return foreign(value, object, { name: name ?? written, written, start, end });
      }
      if (inner !== undefined && name !== undefined) {
        return translate(value, inner, object, { name, written, start, end });
      }
      const strange = { name: FOREIGN + written, written, start, end };
      return isPlain(value) ? translate(value, 'any', object, strange) : foreign(value, object, strange);
    }

    /** A value whose names may be those of any structure; they stay as they are written. */
    function foreign(written: Value, parent: Node, key?: Key): Node {
      return new Translated('unknown', { written, shape: 'string', notation }, parent, key);
    }
  }
}

/** Whether there are no names in a value: it is the same wherever it stands. */
function isPlain({ kind, children }: Value): boolean {
  return kind === 'array' ? children.every((child) => child.children.length === 0) : kind !== 'object';
}

function asItIs(value: Value): Value {
  return value;
}

/** Whether it may have properties that are not written. */
function mayHoldMore(object: Value): boolean {
  return !object.get(FOREIGN).isAbsent;
}

/** Whoever reads such a document turns strings into numbers and booleans, and these into strings, as the API needs. */
export function scalarOf(value: Value, shape: Shape): Scalar | undefined {
  const { scalar } = value;
  if (typeof scalar === 'string') {
    if (shape === 'number' && INTEGER.test(scalar)) {
      return Number(scalar);
    }
    if (shape === 'boolean' && (scalar === 'true' || scalar === 'false')) {
      return scalar === 'true';
    }
    return scalar;
  }
  const isText = shape === 'string' || (typeof shape === 'object' && 'enum' in shape);
  return isText && (typeof scalar === 'number' || typeof scalar === 'boolean') ? writtenScalar(value) : scalar;
}

/** The kind of a scalar, or else that of the value that it was made of. */
export function kindOf(scalar: Scalar | undefined, kind: Kind): Kind {
  return typeof scalar === 'string' || typeof scalar === 'number' || typeof scalar === 'boolean'
    ? (typeof scalar as 'string' | 'number' | 'boolean')
    : kind;
}
