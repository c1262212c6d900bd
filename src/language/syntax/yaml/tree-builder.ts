import {
  type CST,
  type CustomTag,
  type Document,
  isAlias,
  isMap,
  isScalar,
  type Pair,
  type ParsedNode,
  type Scalar as YamlScalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Range, WrittenAt } from '../../api.ts';
import type { Node } from '../node.ts';
import type { Key, Scalar, Source, Syntax } from '../value.ts';
import { commentsOutside } from './comments.ts';
import { readPlain } from './scalars.ts';
import { type Layout, type Style, YamlNode } from './yaml-node.ts';

/**
 * The tags that are a short way to write an object with one property: its name, by the tag, as `Fn::Sub` by `!Sub`.
 * What has any other tag is unknown.
 */
export type Tags = ReadonlyMap<string, string>;

/** As the parser wants to be told of them: a warning for each that it does not know would take its time. */
export function declaredTags(tags: Tags): CustomTag[] {
  return [...tags.keys()].flatMap((tag): CustomTag[] => [
    { tag, resolve: (text: string) => text },
    { tag, collection: 'map' },
    { tag, collection: 'seq' },
  ]);
}

/** Nothing that we know is so deep, and the stack of the machine is not endless. */
const DEEPEST = 100;

type Pairs = Pair<ParsedNode, ParsedNode | null>;

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
  readonly #source: Source & { unfinished: Range | undefined };
  readonly #text: string;
  readonly #tags: Tags;
  readonly #writtenAt: WrittenAt;
  /** Where someone is writing, without the white space before it. */
  readonly #around: number;
  /** The scalars and what else is not looked into, in order. */
  readonly #opaque: Range[] = [];
  readonly #comments: Range[] = [];
  #hasOpenPlaceholders = false;
  #isComplete = true;

  constructor(text: string, syntax: Syntax, tags: Tags, writtenAt: WrittenAt) {
    this.#text = text;
    this.#tags = tags;
    this.#writtenAt = writtenAt;
    const { around } = writtenAt;
    this.#around = around === undefined ? -1 : text.slice(0, around).trimEnd().length;
    const builder = this;
    this.#source = {
      text,
      syntax,
      writtenAt,
      unfinished: undefined,
      comments: this.#comments,
      trailingCommas: [],
      get complete() {
        return builder.#isComplete;
      },
      get hasOpenPlaceholders() {
        return builder.#hasOpenPlaceholders;
      },
    };
  }

  build(document: Document.Parsed<ParsedNode>): Node | undefined {
    const { contents, errors, range } = document;
    if (contents === null) {
      return undefined;
    }
    this.#isComplete = errors.length === 0;
    const [start] = contents.range;
    const root = this.#node(contents, { entry: start, after: start, depth: 0 });
    this.#comments.push(...commentsOutside(this.#opaque, this.#text, range[2]));
    return root;
  }
}
