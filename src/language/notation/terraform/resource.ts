import { Node, UNKNOWN } from '../../syntax/node.ts';
import type { Key, Kind, Scalar, Value } from '../../syntax/value.ts';
import type { Notation } from '../notation.ts';
import { elementOf, mapped, structureOf } from '../parts.ts';
import { type Shape, type StructureName, structures } from '../shape.ts';
import { kindOf, scalarOf, Translated } from '../translated.ts';
import { type Encoded, encodedIn, mayHoldMore } from './encoded.ts';
import { argumentsOf } from './names.ts';

/** What holds blocks that are made of a list. */
const DYNAMIC = 'dynamic';

/** What is in a resource: arguments with underscores, and blocks for objects. */
export class Resource {
  readonly #notation: Notation;
  readonly #encoded: Encoded;

  constructor(notation: Notation, encoded: Encoded) {
    this.#notation = notation;
    this.#encoded = encoded;
  }

  see(value: Value, shape: Shape, parent?: Node, key?: Key): Node {
    const structure = structureOf(shape);
    if (value.kind === 'object' && structure !== undefined) {
      return structure === 'NetworkConfiguration'
        ? this.#network(value, shape, parent, key)
        : this.#object(value, shape, structure, parent, key);
    }
    if (value.kind === 'array') {
      const children: Node[] = [];
      const list = this.#node('array', value, shape, parent, key, children);
      const element = elementOf(shape) ?? 'any';
      children.push(...value.children.map((child) => this.see(child, element, list)));
      return list;
    }
    if (value.kind === 'object') {
      const children: Node[] = [];
      const object = this.#node('object', value, shape, parent, key, children);
      object.isOpen = mayHoldMore(value);
      children.push(...value.children.map((child) => this.see(child, mapped(shape) ?? 'any', object, child.key)));
      return object;
    }
    const scalar = switched(scalarOf(value, shape), shape);
    return this.#node(kindOf(scalar, value.kind), value, shape, parent, key, scalar);
  }

  #node(
    kind: Kind,
    written: Value,
    shape: Shape,
    parent?: Node,
    key?: Key,
    content?: Scalar | readonly Node[],
  ): Translated {
    return new Translated(kind, { written, shape, notation: this.#notation }, parent, key, content);
  }

  /** What it does not know is the provider's to judge. */
  #object(value: Value, shape: Shape, structure: StructureName, parent?: Node, key?: Key): Node {
    const children: Node[] = [];
    const object = this.#node('object', value, shape, parent, key, children);
    object.isOpen = mayHoldMore(value);
    const names = argumentsOf(structure);
    const made = dynamicIn(value);
    const seen = new Set<string>();
    for (const child of value.children) {
      const written = child.key?.name ?? '';
      if (structure === 'Volume' && written === 'host_path') {
        children.push(this.#host(child, object));
      }
      const property = names.get(written);
      const inner = property === undefined ? undefined : structures[structure].get(property);
      if (child.key === undefined || property === undefined || inner === undefined || seen.has(written)) {
        continue;
      }
      seen.add(written);
      const own = { name: property, written, start: child.key.start, end: child.key.end };
      children.push(this.#property(value.namesakes(written), inner, structure, object, own, made.has(written)));
    }
    for (const [written, place] of made) {
      const property = names.get(written);
      if (property !== undefined && !seen.has(written)) {
        const own = { name: property, written, start: place.start, end: place.end };
        children.push(this.#node('unknown', place, 'any', object, own));
      }
    }
    return object;
  }

  /** A property from all that is written under its name; some more may be made of a list. */
  #property(
    all: readonly Value[],
    shape: Shape,
    structure: StructureName,
    object: Node,
    key: Key,
    hasMore: boolean,
  ): Node {
    const [first, second] = all;
    const last = all.at(-1);
    if (first === undefined || last === undefined) {
      return UNKNOWN;
    }
    if (structure === 'TaskDefinition' && key.name === 'containerDefinitions') {
      const encoded = encodedIn(last);
      return encoded === undefined
        ? this.#node('unknown', last, shape, object, key)
        : this.#encoded.see(encoded, shape, object, key);
    }
    if (structure === 'ProxyConfiguration' && key.name === 'properties') {
      return this.#pairs(last, shape, object, key);
    }
    const element = elementOf(shape);
    if (structureOf(element) !== undefined && element !== undefined && first.kind === 'object') {
      return first.source.syntax.hasBlocks === true
        ? this.#blocks(all, first, element, shape, object, key, hasMore)
        : this.#node('unknown', first, shape, object, key);
    }
    const isListed = structureOf(shape) !== undefined && last.kind === 'array' && last.children.length === 1;
    const [only = last] = isListed ? last.children : [];
    return hasMore && second === undefined && structureOf(shape) !== undefined
      ? this.#node('unknown', last, shape, object, key)
      : this.see(only, shape, object, key);
  }

  /** A list, each of whose elements is a block. It reaches from the first to the last. */
  #blocks(
    all: readonly Value[],
    first: Value,
    element: Shape,
    shape: Shape,
    object: Node,
    key: Key,
    hasMore: boolean,
  ): Node {
    const children: Node[] = [];
    const list = this.#node('array', first, shape, object, key, children);
    children.push(...all.map((block) => this.see(block, element, list)));
    list.end = children.at(-1)?.end ?? list.end;
    if (hasMore) {
      children.push(UNKNOWN);
    }
    return list;
  }

  /** A path, where the API has an object that holds one. */
  #host(path: Value, volume: Node): Node {
    const children: Node[] = [];
    const { start, end } = path.key ?? path;
    const place = { written: 'host_path', start, end };
    const host = this.#node(
      'object',
      path,
      { structure: 'HostVolumeProperties' },
      volume,
      { ...place, name: 'host' },
      children,
    );
    children.push(this.see(path, 'string', host, { ...place, name: 'sourcePath' }));
    return host;
  }

  /** The block has in it what the API has one level further down. */
  #network(value: Value, shape: Shape, parent?: Node, key?: Key): Node {
    const children: Node[] = [];
    const network = this.#node('object', value, shape, parent, key, children);
    const inner: Shape = { structure: 'AwsVpcConfiguration' };
    const { start, end } = key ?? value;
    children.push(
      this.see(value, inner, network, { name: 'awsvpcConfiguration', written: key?.written ?? '', start, end }),
    );
    return network;
  }

  /** A map, where the API has a list of names and values. */
  #pairs(value: Value, shape: Shape, object: Node, key: Key): Node {
    if (value.kind !== 'object') {
      return this.#node('unknown', value, shape, object, key);
    }
    const children: Node[] = [];
    const list = this.#node('array', value, shape, object, key, children);
    for (const entry of value.children) {
      if (entry.key === undefined) {
        continue;
      }
      const pair: Node[] = [];
      const node = this.#node('object', entry, { structure: 'KeyValuePair' }, list, undefined, pair);
      const name = new Node('string', entry.source, entry.key, node, { ...entry.key, name: 'name' }, entry.key.name);
      const content = this.see(entry, 'string', node, { ...entry.key, name: 'value' });
      pair.push(name, content.isAbsent ? this.#node('unknown', entry, 'string', node, content.key) : content);
      children.push(node);
    }
    if (mayHoldMore(value)) {
      children.push(UNKNOWN);
    }
    return list;
  }
}

/** The names of the blocks that are made of lists, and where each of these stands. */
function dynamicIn(object: Value): ReadonlyMap<string, Value> {
  return new Map(
    object
      .namesakes(DYNAMIC)
      .flatMap(({ children }) => children)
      .map((block): [string, Value] => [block.key?.name ?? '', block]),
  );
}

/** A switch of Terraform, where the API has words for on and off. */
function switched(scalar: Scalar | undefined, shape: Shape): Scalar | undefined {
  const isSwitch = typeof shape === 'object' && 'enum' in shape && shape.enum.includes('ENABLED');
  const isOn = isSwitch ? SWITCH.get(String(scalar)) : undefined;
  return isOn ?? scalar;
}

const SWITCH: ReadonlyMap<string, string> = new Map([
  ['true', 'ENABLED'],
  ['false', 'DISABLED'],
]);
