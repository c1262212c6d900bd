import type { Node } from '../../syntax/node.ts';
import { UNKNOWN } from '../../syntax/node.ts';
import type { Key, Kind, Scalar, Value } from '../../syntax/value.ts';
import type { Notation } from '../notation.ts';
import { elementOf, mapped, structureOf } from '../parts.ts';
import { type Shape, structures } from '../shape.ts';
import { kindOf, scalarOf, Translated } from '../translated.ts';
import { propertiesOf } from './names.ts';

/** What a string is that holds JSON: what `jsonencode` is given, or the JSON itself; undefined where it is not here. */
export function encodedIn(value: Value): Value | undefined {
  if (value.kind === 'string') {
    const inner = value.source.syntax.embeddedIn?.(value);
    // What is broken, or is only whole with what a template puts in, nobody can mend here.
    return inner?.source.complete === true ? inner : undefined;
  }
  const { expression } = value;
  return expression?.kind === 'call' && expression.name === 'jsonencode' && expression.arguments.length === 1
    ? expression.arguments[0]
    : undefined;
}

/**
 * A value that Terraform hands to the provider as JSON. Types are as they are written: the provider refuses a number in
 * the place of a string. What is not looked at for its structure is `any`.
 */
export class Encoded {
  readonly #notation: Notation;
  readonly #isTyped: boolean;

  /** Where a variable has types, Terraform makes a number of "80" where one belongs, and a string of 80. */
  constructor(notation: Notation, isTyped = false) {
    this.#notation = notation;
    this.#isTyped = isTyped;
  }

  see(value: Value, shape: Shape, parent?: Node, key?: Key): Node {
    const node = (kind: Kind, content?: Scalar | readonly Node[]): Translated =>
      new Translated(kind, { written: value, shape, notation: this.#notation }, parent, key, content);
    const elements = elementsOf(value);
    if (elements !== undefined) {
      const children: Node[] = [];
      const list = node('array', children);
      const element = elementOf(shape) ?? 'any';
      children.push(...elements.map((each) => (each === undefined ? UNKNOWN : this.see(each, element, list))));
      return list;
    }
    const object = objectOf(value);
    if (object !== undefined) {
      const children: Node[] = [];
      const seen = new Translated(
        'object',
        { written: object.written, shape, notation: this.#notation },
        parent,
        key,
        children,
      );
      seen.isOpen = object.isOpen || mayHoldMore(object.written);
      children.push(...object.written.children.map((child) => this.#property(child, shape, seen)));
      return seen;
    }
    if (value.kind === 'unknown') {
      return node('unknown');
    }
    const scalar = this.#isTyped ? scalarOf(value, shape) : value.scalar;
    return node(kindOf(scalar, value.kind), scalar);
  }

  #property(value: Value, shape: Shape, object: Node): Node {
    const { key } = value;
    const structure = structureOf(shape);
    if (key === undefined || structure === undefined) {
      return this.see(value, mapped(shape) ?? 'any', object, key);
    }
    const { name: written, start, end } = key;
    const properties = structures[structure];
    const name = properties.has(written) ? written : (propertiesOf(structure).get(written.toLowerCase()) ?? written);
    return this.see(value, properties.get(name) ?? 'any', object, { name, written, start, end });
  }
}

/** A name that nothing has. */
const NO_NAME = '\0';

/** Whether it may have properties that are not written. */
export function mayHoldMore(object: Value): boolean {
  return !object.get(NO_NAME).isAbsent;
}

/** The elements of a list, undefined for some that are not here; undefined for what is no list. */
function elementsOf(value: Value): readonly (Value | undefined)[] | undefined {
  if (value.kind === 'array') {
    return value.children;
  }
  const { expression } = value;
  if (expression?.kind !== 'call') {
    return undefined;
  }
  switch (expression.name) {
    case 'concat':
      return expression.arguments.length === 0
        ? undefined
        : expression.arguments.flatMap((list) => elementsOf(list) ?? [undefined]);
    case 'tolist':
      return expression.arguments[0] === undefined ? undefined : elementsOf(expression.arguments[0]);
    default:
      return undefined;
  }
}

/** An object, and whether it has more than is here. Of what is merged, the last overrides all others. */
function objectOf(value: Value): { readonly written: Value; readonly isOpen: boolean } | undefined {
  if (value.kind === 'object') {
    return { written: value, isOpen: false };
  }
  const { expression } = value;
  const last = expression?.kind === 'call' && expression.name === 'merge' ? expression.arguments.at(-1) : undefined;
  const object = last === undefined ? undefined : objectOf(last);
  return object === undefined ? undefined : { written: object.written, isOpen: true };
}
