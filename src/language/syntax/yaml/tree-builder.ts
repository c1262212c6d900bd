import type { CST } from 'yaml';
import type { Range, WrittenAt } from '../../api.ts';
import type { Node } from '../node.ts';
import type { Key, Syntax } from '../value.ts';
import { commentsOutside } from './comments.ts';
import { type Plain, readPlain } from './scalars.ts';
import type { Tags } from './tags.ts';
import {
  afterLast,
  type Collection,
  endBehind,
  endOf as endOfToken,
  firstOf,
  isCollection,
  isEntry,
  isMap,
  isScalar,
  type Item,
  stringOf,
} from './tokens.ts';
import { endOf, type Layout, type Style, YamlNode } from './yaml-node.ts';

/** Nothing that we know is so deep, and the stack of the machine is not endless. */
const DEEPEST = 100;

type Written = CST.Token | null | undefined;

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

  /** Of a document with or without mistakes. */
  build({ start, value, end }: CST.Document, isComplete: boolean): Node | undefined {
    if (value === undefined) {
      return undefined;
    }
    this.#source.complete = isComplete;
    const { offset } = value;
    const root = this.#node(value, start, { entry: offset, after: offset, depth: 0 });
    this.#source.comments.push(...commentsOutside(this.#opaque, this.#source.text, endOfDocument(value, end)));
    return root;
  }

  /** What stands before a value has its tag. */
  #node(token: Written, before: readonly CST.SourceToken[], place: Place): Node {
    const tag = firstOf(before, 'tag');
    if (token?.type === 'alias' || place.depth > DEEPEST || firstOf(before, 'anchor') !== undefined) {
      return this.#unknown(token, place, before);
    }
    if (tag === undefined) {
      return isCollection(token) ? this.#collection(token, place) : this.#scalar(token, place);
    }
    const name = this.#tags.get(tag.source);
    return name === undefined ? this.#unknown(token, place, before) : this.#tagged(token, tag, name, place);
  }

  /** A short way to write an object with one property: its name stands where the tag does. */
  #tagged(token: Written, tag: CST.SourceToken, name: string, { entry, after, parent, key, depth }: Place): Node {
    const start = tag.offset;
    const end = start + tag.source.length;
    const children: Node[] = [];
    const layout: Layout = { style: 'scalar', entry, after };
    const object = new YamlNode('object', this.#source, { start, end }, layout, parent, key, children);
    const place = { entry: start, after: end, parent: object, key: { name, start, end }, depth: depth + 1 };
    // With a tag, what has no quotes is a string all the same: `!Ref Y`.
    const inner = isCollection(token) ? this.#collection(token, place) : this.#scalar(token, place, 'string');
    object.end = Math.max(inner.end, end);
    children.push(inner);
    return object;
  }

  #unknown(token: Written, { entry, after, parent, key }: Place, before: readonly CST.SourceToken[] = []): Node {
    const blanks = this.#afterBlanks(after);
    const start = Math.min(token?.offset ?? blanks, blanks);
    // A tag or an anchor stands before it, or alone.
    const end = token ? endOfToken(token) : Math.max(blanks, endOfProperties(before));
    this.#opaque.push({ start, end });
    return new YamlNode('unknown', this.#source, { start, end }, { style: 'scalar', entry, after }, parent, key);
  }

  #scalar(token: Written, place: Place, always?: 'string'): Node {
    const { entry, after, parent, key } = place;
    if (!isScalar(token) || (token.type === 'scalar' && token.source === '')) {
      return this.#empty(place);
    }
    const isPlain = token.type === 'scalar';
    const text = stringOf(token);
    const start = token.offset;
    const valueEnd = endOfToken(token);
    const end = token.type === 'block-scalar' ? this.#withoutLineBreaks(start, valueEnd, token) : valueEnd;
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
  #withoutLineBreaks(start: number, end: number, { props }: CST.BlockScalar): number {
    const keepsAll = props.some((token) => token.type === 'block-scalar-header' && token.source.includes('+'));
    return keepsAll ? end : start + this.#source.text.slice(start, end).trimEnd().length;
  }

  #collection(token: Collection, { entry, after, parent, key, depth }: Place): Node {
    const start = token.offset;
    const style: Style = token.type === 'flow-collection' ? 'flow' : 'block';
    if (isTemplated(token)) {
      this.#source.hasOpenPlaceholders = true;
      return this.#unknown(token, { entry, after, parent, key, depth });
    }
    if (this.#isOdd(token)) {
      return this.#unknown(token, { entry, after, parent, key, depth });
    }
    const children: Node[] = [];
    const kind = isMap(token) ? 'object' : 'array';
    const range = { start, end: start };
    const made = new YamlNode(kind, this.#source, range, { style, entry, after }, parent, key, children);
    if (isMap(token)) {
      this.#properties(token.items, made, children, depth + 1);
    } else {
      this.#elements(token.items, made, children, depth + 1);
    }
    const last = children.at(-1);
    if (token.type !== 'flow-collection') {
      // Behind it, there is more than it holds.
      made.end = last === undefined ? endOfToken(token) : endOf(last);
      made.isOpen ||= start < this.#around && this.#around <= made.end + 1;
    } else {
      // A bracket that is missing makes it end too early.
      made.end = Math.max(endOfToken(token), last === undefined ? start : endOf(last));
    }
    return made;
  }

  /** Whether it holds nothing, or is the rest of something broken. */
  #isOdd(token: Collection): boolean {
    if (token.type === 'flow-collection') {
      return false;
    }
    const items: readonly Item[] = token.items;
    const first = items.find(isEntry);
    const isNameless = token.type === 'block-map' && first !== undefined && nameOf(first) === undefined;
    return first === undefined || (isNameless && !this.#source.complete);
  }

  #properties(items: readonly Item[], object: YamlNode, children: Node[], depth: number): void {
    for (const item of items) {
      if (!isEntry(item)) {
        continue;
      }
      const { start: before, key, sep = [], value } = item;
      const name = nameOf(item);
      const colon = firstOf(sep, 'map-value-ind');
      const start = key?.offset ?? 0;
      const end = key ? endOfToken(key) : 0;
      // Without a colon, a name that is there is half-typed.
      const isName = start < end && (colon !== undefined || this.#source.complete);
      if (name === undefined || name === '<<' || !isName || firstOf(before, 'explicit-key-ind')) {
        this.#skip(item);
        object.isOpen = true;
        continue;
      }
      this.#opaque.push({ start, end });
      const after = colon === undefined ? end : colon.offset + 1;
      const place = { entry: start, after, parent: object, key: { name, start, end }, depth };
      if (this.#isUnfinished({ start, end }, 0)) {
        object.isOpen = true;
        this.#skip(item);
      } else {
        children.push(this.#node(value, sep, place));
      }
    }
  }

  #elements(items: readonly Item[], array: YamlNode, children: Node[], depth: number): void {
    for (const item of items) {
      const { start: before, key, sep, value } = item;
      if (!isEntry(item)) {
        continue;
      }
      const dash = firstOf(before, 'seq-item-ind');
      const entry = dash?.offset ?? startOf(item);
      const place = { entry, after: dash === undefined ? entry : dash.offset + 1, parent: array, depth };
      // A pair without braces is nothing of ours.
      const isPair = key !== undefined || sep !== undefined;
      children.push(isPair ? this.#pair(item, place) : this.#node(value, before, place));
    }
  }

  #pair(item: Item, { entry, after, parent, key }: Place): Node {
    const range = this.#skip(item);
    return new YamlNode('unknown', this.#source, range, { style: 'scalar', entry, after }, parent, key);
  }

  #skip(item: Item): Range {
    const last = item.value ?? item.key;
    const start = startOf(item);
    const range = { start, end: last ? endOfToken(last) : start };
    this.#opaque.push(range);
    return range;
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
function isTemplated(token: Collection): boolean {
  const key = token.type === 'flow-collection' ? token.items.find(isEntry)?.key : undefined;
  return isMap(token) && key?.type === 'flow-collection' && isMap(key);
}

/** The name of a property, which may be empty; undefined for what is no plain name. */
function nameOf({ start, key }: Item): string | undefined {
  if (firstOf(start, 'tag') !== undefined || firstOf(start, 'anchor') !== undefined) {
    return undefined;
  }
  return isScalar(key) ? stringOf(key) : key ? undefined : '';
}

/** Where an entry of brackets starts: with a tag or an anchor, or itself. */
function startOf({ start, key, sep, value }: Item): number {
  const first = firstOf(start, 'tag') ?? firstOf(start, 'anchor') ?? key ?? value ?? sep?.[0] ?? start.at(-1);
  return first?.offset ?? 0;
}

/** Where the tag and the anchor of a value end. */
function endOfProperties(before: readonly CST.SourceToken[]): number {
  const last = before.findLast(({ type }) => type === 'tag' || type === 'anchor');
  return last === undefined ? 0 : last.offset + last.source.length;
}

/** Where a document ends, with the comments behind it. */
function endOfDocument(value: CST.Token, end: readonly CST.SourceToken[] | undefined): number {
  return afterLast(end, endBehind(value));
}
