import {
  type Alias,
  type CST,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  type Pair,
  type ParsedNode,
  type Scalar as ScalarNode,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Range, WrittenAt } from '../../api.ts';
import type { Node } from '../node.ts';
import type { Key, Syntax } from '../value.ts';
import { commentsOutside } from './comments.ts';
import { type Plain, readPlain } from './scalars.ts';
import type { Tags } from './tags.ts';
import { endOf, type Layout, type Style, YamlNode } from './yaml-node.ts';

/** Nothing that we know is so deep, and the stack of the machine is not endless. */
const DEEPEST = 100;

type PairNode = Pair<ParsedNode, ParsedNode | null>;
type Mapping = YAMLMap.Parsed;
type Sequence = YAMLSeq.Parsed;
/** What is none of an alias. */
type Written = Exclude<ParsedNode, Alias.Parsed>;

/** Where a value belongs. */
interface Place {
  readonly entry: number;
  readonly after: number;
  readonly parent?: Node | undefined;
  readonly key?: Key | undefined;
  readonly depth: number;
}

/** Makes a tree of values of a document. */
export class TreeBuilder {
  readonly #source: {
    readonly text: string;
    readonly syntax: Syntax;
    complete: boolean;
    readonly comments: Range[];
    readonly writtenAt: WrittenAt;
    unfinished: Range | undefined;
    readonly trailingCommas: readonly Range[];
    hasOpenPlaceholders: boolean;
  };
  readonly #tags: Tags;
  /** Where someone is writing lines, without the white space before. */
  readonly #around: number;
  /** The scalars, and what else is not looked into, in order. */
  readonly #opaque: Range[] = [];

  constructor(text: string, syntax: Syntax, tags: Tags, writtenAt: WrittenAt) {
    this.#source = {
      text,
      syntax,
      complete: true,
      comments: [],
      trailingCommas: [],
      hasOpenPlaceholders: false,
      writtenAt,
      unfinished: undefined,
    };
    this.#tags = tags;
    this.#around = writtenAt.around === undefined ? -1 : text.slice(0, writtenAt.around).trimEnd().length;
  }

  build({ contents, errors, range }: Document.Parsed): Node | undefined {
    if (contents === null) {
      return undefined;
    }
    this.#source.complete = errors.length === 0;
    const [start] = contents.range;
    const root = this.#node(contents, { entry: start, after: start, depth: 0 });
    this.#source.comments.push(...commentsOutside(this.#opaque, this.#source.text, range[2]));
    return root;
  }

  #node(node: ParsedNode, place: Place): Node {
    const name = node.tag === undefined ? undefined : this.#tags.get(node.tag);
    if (isAlias(node) || node.anchor !== undefined || place.depth > DEEPEST) {
      return this.#unknown(node, place);
    }
    if (node.tag === undefined) {
      return isScalar(node) ? this.#scalar(node, place) : this.#collection(node, place);
    }
    return name === undefined ? this.#unknown(node, place) : this.#tagged(node, node.tag, name, place);
  }

  /** A short way to write an object with one property: its name stands where the tag does. */
  #tagged(node: Written, tag: string, name: string, { entry, after, parent, key, depth }: Place): Node {
    const [valueStart] = node.range;
    const found = this.#source.text.lastIndexOf(tag, valueStart);
    const start = found < after ? valueStart : found;
    const children: Node[] = [];
    const layout: Layout = { style: 'scalar', entry, after };
    const object = new YamlNode('object', this.#source, { start, end: node.range[1] }, layout, parent, key, children);
    const end = start + tag.length;
    const place = { entry: start, after: end, parent: object, key: { name, start, end }, depth: depth + 1 };
    // With a tag, what has no quotes is a string all the same: `!Ref Y`.
    const inner = isScalar(node) ? this.#scalar(node, place, 'string') : this.#collection(node, place);
    object.end = Math.max(inner.end, end);
    children.push(inner);
    return object;
  }

  #unknown({ range: [start, end] }: ParsedNode, { entry, after, parent, key }: Place): Node {
    // A tag or an anchor stands before.
    const from = Math.min(start, this.#afterBlanks(after));
    this.#opaque.push({ start: from, end });
    return new YamlNode('unknown', this.#source, { start: from, end }, { style: 'scalar', entry, after }, parent, key);
  }

  #scalar(node: ScalarNode.Parsed, place: Place, always?: 'string'): Node {
    const { entry, after, parent, key } = place;
    const isPlain = node.type === 'PLAIN';
    const [start, valueEnd] = node.range;
    const text = String(node.value);
    if (isPlain && start === valueEnd) {
      return this.#empty(place);
    }
    const end = isPlain ? valueEnd : this.#withoutLineBreaks(start, valueEnd, node);
    const range = { start, end };
    this.#opaque.push({ start, end: valueEnd });
    const read: Plain = isPlain && always === undefined ? readPlain(text) : { kind: 'string', scalar: text };
    const layout: Layout = { style: 'scalar', entry, after };
    // Where the text breaks off, there may be more of it.
    const isCutOff = !this.#source.complete && valueEnd === this.#source.text.length;
    return isCutOff || this.#isUnfinished(range, isPlain ? 0 : 1)
      ? new YamlNode('unknown', this.#source, range, layout, parent, key)
      : new YamlNode(read.kind, this.#source, range, layout, parent, key, read.scalar);
  }

  /** Nothing is null; what is not there has the place of its name, or of its dash. */
  #empty({ entry, after, parent, key }: Place): Node {
    const { within } = this.#source.writtenAt;
    const isUnfinished = within !== undefined && after <= within && within <= this.#afterBlanks(after);
    if (isUnfinished) {
      this.#source.unfinished = { start: within, end: within };
    }
    const layout: Layout = { style: 'empty', entry, after };
    const range = { start: key?.start ?? entry, end: key?.end ?? after };
    // In what is broken, it may have lost its value.
    return isUnfinished || !this.#source.complete
      ? new YamlNode('unknown', this.#source, range, layout, parent, key)
      : new YamlNode('null', this.#source, range, layout, parent, key, null);
  }

  /** The line breaks at the end of a block scalar are no place that anybody looks at, unless they count. */
  #withoutLineBreaks(start: number, end: number, { type, srcToken }: ScalarNode.Parsed): number {
    if (type !== 'BLOCK_LITERAL' && type !== 'BLOCK_FOLDED') {
      return end;
    }
    const header = srcToken?.type === 'block-scalar' ? srcToken.props : [];
    const keepsAll = header.some((token) => token.type === 'block-scalar-header' && token.source.includes('+'));
    return keepsAll ? end : start + this.#source.text.slice(start, end).trimEnd().length;
  }

  #collection(node: Mapping | Sequence, { entry, after, parent, key, depth }: Place): Node {
    const [start, end] = node.range;
    const style: Style = node.flow === true ? 'flow' : 'block';
    if (isMap(node) && isTemplated(node)) {
      this.#source.hasOpenPlaceholders = true;
      return this.#unknown(node, { entry, after, parent, key, depth });
    }
    if (this.#isOdd(node)) {
      return this.#unknown(node, { entry, after, parent, key, depth });
    }
    const children: Node[] = [];
    const kind = isMap(node) ? 'object' : 'array';
    const made = new YamlNode(kind, this.#source, { start, end }, { style, entry, after }, parent, key, children);
    if (isMap(node)) {
      this.#properties(node, made, children, depth + 1);
    } else {
      this.#elements(node, made, children, depth + 1);
    }
    const last = children.at(-1);
    if (style === 'block') {
      // Behind it, there is more than it holds.
      made.end = last === undefined ? end : endOf(last);
      made.isOpen ||= start < this.#around && this.#around <= made.end + 1;
    } else if (last !== undefined) {
      // A bracket that is missing makes it end too early.
      made.end = Math.max(end, endOf(last));
    }
    return made;
  }

  /** Whether it is a pair without braces in a list, as nothing of ours is written, or the rest of something broken. */
  #isOdd({ items, flow, range: [start, end] }: Mapping | Sequence): boolean {
    if (flow === true) {
      return !'{['.includes(this.#source.text.charAt(start));
    }
    const [first] = items;
    const isNameless = isPair(first) && nameIn(first.key) === undefined;
    return first === undefined || start === end || (isNameless && !this.#source.complete);
  }

  #properties(node: Mapping, object: YamlNode, children: Node[], depth: number): void {
    for (const pair of node.items) {
      const { key, value } = pair;
      const name = nameIn(key);
      const [start, end] = key.range;
      const colon = colonOf(pair.srcToken);
      // Without a colon, a name that is there is half-typed.
      const isName = start < end && (colon !== undefined || this.#source.complete);
      if (name === undefined || name === '<<' || !isName || isExplicit(pair)) {
        this.#skip(pair);
        object.isOpen = true;
        continue;
      }
      this.#opaque.push({ start, end });
      const after = colon ?? end;
      const place = { entry: start, after, parent: object, key: { name, start, end }, depth };
      if (this.#isUnfinished({ start, end }, 0)) {
        object.isOpen = true;
        this.#skip(pair);
      } else {
        children.push(value === null ? this.#empty(place) : this.#node(value, place));
      }
    }
  }

  #elements(node: Sequence, array: YamlNode, children: Node[], depth: number): void {
    const dashes = dashesOf(node.srcToken);
    for (const [index, item] of node.items.entries()) {
      const [start] = item.range;
      const dash = dashes?.[index];
      const place = { entry: dash ?? start, after: dash === undefined ? start : dash + 1, parent: array, depth };
      children.push(this.#node(item, place));
    }
  }

  #skip({ key, value }: PairNode): void {
    this.#opaque.push({ start: key.range[0], end: value?.range[1] ?? key.range[1] });
  }

  /** Whether someone is writing what stands at a place, with marks of some length around it. */
  #isUnfinished({ start, end }: Range, marks: number): boolean {
    const { within } = this.#source.writtenAt;
    if (within === undefined || within < start + marks || within > end - marks) {
      return false;
    }
    this.#source.unfinished = { start, end };
    return true;
  }

  #afterBlanks(at: number): number {
    const { text } = this.#source;
    let end = at;
    while (text[end] === ' ' || text[end] === '\t') {
      end++;
    }
    return end;
  }
}

/** `{{ image }}`: what templates of many kinds put a value for looks like an object in an object. */
function isTemplated({ flow, items: [first] }: Mapping): boolean {
  return flow === true && isMap(first?.key) && first.key.flow === true;
}

/** The name of a property; undefined for what is no plain name. */
function nameIn(key: ParsedNode): string | undefined {
  return isScalar(key) && key.tag === undefined && key.anchor === undefined ? String(key.value) : undefined;
}

/** Whether a name has a question mark in front of it, as hardly anybody writes. */
function isExplicit({ srcToken }: PairNode): boolean {
  return srcToken?.start.some(({ type }) => type === 'explicit-key-ind') === true;
}

/** The offset after the colon of a property. */
function colonOf(token: CST.CollectionItem | undefined): number | undefined {
  const colon = token?.sep?.find(({ type }) => type === 'map-value-ind');
  return colon === undefined ? undefined : colon.offset + 1;
}

/** Where the dashes of a sequence on lines of its own are. */
function dashesOf(token: CST.Token | undefined): readonly (number | undefined)[] | undefined {
  return token?.type === 'block-seq'
    ? token.items
        .filter(({ start, value }) => value !== undefined || start.some(({ type }) => PROPERTIES.has(type)))
        .map(({ start }) => start.find(({ type }) => type === 'seq-item-ind')?.offset)
    : undefined;
}

/** What an element begins with, before it. */
const PROPERTIES: ReadonlySet<string> = new Set(['seq-item-ind', 'anchor', 'tag']);
