import type { Range } from '../api.ts';
import { hasPlaceholder } from './placeholder.ts';
import type { Key, Kind, Scalar, Source, Syntax, Value } from './value.ts';

/** A {@link Value} in the hands of the parser that builds it. */
export class Node implements Value {
  readonly kind: Kind;
  readonly source: Source;
  readonly start: number;
  end: number;
  readonly parent: Node | undefined;
  readonly key: Key | undefined;
  readonly scalar: Scalar | undefined;
  readonly children: readonly Node[];
  /** Whether something stands where a property or an element could, so that there may be more than is written. */
  isOpen: boolean;
  /** Whether it is an empty string where that says no more than null does. */
  isBlank: boolean;
  #misspelt: Set<string> | undefined;
  #index: ReadonlyMap<string, Node> | undefined;
  #names: ReadonlyMap<string, readonly Node[]> | undefined;
  #unfinished: readonly Value[] | undefined;
  #openName: boolean | undefined;

  /** An object's or array's end is set, and its list of children filled, as the parser gets on. */
  constructor(
    kind: Kind,
    source: Source,
    { start, end }: Range,
    parent?: Node,
    key?: Key,
    content?: Scalar | readonly Node[],
  ) {
    this.kind = kind;
    this.source = source;
    this.start = start;
    this.end = end;
    this.parent = parent;
    this.key = key;
    this.scalar = content instanceof Array ? undefined : content;
    this.children = content instanceof Array ? content : CHILDLESS;
    this.isOpen = false;
    this.isBlank = false;
    this.#misspelt = undefined;
    this.#index = undefined;
    this.#names = undefined;
    this.#unfinished = undefined;
    this.#openName = undefined;
  }

  get isAbsent(): boolean {
    return this.kind === 'absent' || this.kind === 'null' || this.isBlank;
  }

  get isUnknown(): boolean {
    return this.kind === 'unknown' || (typeof this.scalar === 'string' && hasPlaceholder(this.scalar));
  }

  get string(): string | undefined {
    return typeof this.scalar === 'string' && !this.isBlank && !hasPlaceholder(this.scalar) ? this.scalar : undefined;
  }

  get number(): number | undefined {
    return typeof this.scalar === 'number' ? this.scalar : undefined;
  }

  get items(): readonly Value[] {
    if (this.kind === 'array') {
      return this.#mayGetMore || this.isOpen ? (this.#unfinished ??= [...this.children, UNKNOWN]) : this.children;
    }
    return this.isAbsent ? CHILDLESS : ONE_UNKNOWN;
  }

  is(scalar: string | number | boolean): boolean {
    return this.scalar === scalar;
  }

  has(name: string): boolean {
    return this.#find(name) !== undefined;
  }

  namesakes(name: string): readonly Value[] {
    const { children } = this;
    if (children.length <= FEW) {
      return children.filter(({ key }) => key?.name === name);
    }
    return (this.#names ??= allByName(children)).get(name) ?? CHILDLESS;
  }

  get(name: string, inner?: string, innermost?: string): Value {
    const value = this.#property(name);
    if (inner === undefined) {
      return value;
    }
    const within = value.#property(inner);
    return innermost === undefined ? within : within.#property(innermost);
  }

  #property(name: string): Node {
    if (this.kind !== 'object') {
      return this.isAbsent ? ABSENT : UNKNOWN;
    }
    return this.#find(name) ?? (this.#mayHave(name) ? UNKNOWN : ABSENT);
  }

  /** Whether a property that is not written may nevertheless be there. */
  #mayHave(name: string): boolean {
    return this.#mayGetMore || this.isOpen || this.#hasOpenName || this.#misspelt?.has(name) === true;
  }

  /** Says that a property is there, although not under its name: somebody has misspelt it. */
  presume(name: string): void {
    (this.#misspelt ??= new Set()).add(name);
  }

  /** Whether the text is not whole, or someone is writing inside of this. */
  get #mayGetMore(): boolean {
    const { complete, writtenAt } = this.source;
    const { around } = writtenAt;
    return !complete || (around !== undefined && this.start < around && around < this.end);
  }

  /** The last property of the name, as JSON.parse has it. */
  #find(name: string): Node | undefined {
    const { children } = this;
    if (children.length > FEW) {
      return (this.#index ??= indexOf(children)).get(name);
    }
    for (let at = children.length - 1; at >= 0; at--) {
      const child = children[at];
      if (child?.key?.name === name) {
        return child;
      }
    }
    return undefined;
  }

  /** Whether the name of one of its properties is not known, so that it may be any. */
  get #hasOpenName(): boolean {
    return (this.#openName ??= this.children.some(({ key }) => key !== undefined && hasPlaceholder(key.name)));
  }
}

/** So many properties are looked through faster than an index of them is made. */
const FEW = 8;

function indexOf(children: readonly Node[]): ReadonlyMap<string, Node> {
  const index = new Map<string, Node>();
  for (const child of children) {
    if (child.key !== undefined) {
      index.set(child.key.name, child);
    }
  }
  return index;
}

function allByName(children: readonly Node[]): ReadonlyMap<string, readonly Node[]> {
  const names = new Map<string, Node[]>();
  for (const child of children) {
    if (child.key === undefined) {
      continue;
    }
    const same = names.get(child.key.name);
    if (same === undefined) {
      names.set(child.key.name, [child]);
    } else {
      same.push(child);
    }
  }
  return names;
}

/** Says of an object that it has a property, although under a name that is misspelt: so it is unknown, not absent. */
export function presume(object: Value | undefined, name: string): void {
  if (object instanceof Node) {
    object.presume(name);
  }
}

/** Says of an empty string that it stands for no value at all: so it is absent. */
export function takeForAbsent(string: Value): void {
  if (string instanceof Node) {
    string.isBlank = true;
  }
}

/** Whether a value is not written, but holds all the same: then it stands where its name would. */
export function isByDefault({ key, start, end }: Value): boolean {
  return key?.start === start && key.end === end;
}

const CHILDLESS: readonly Node[] = Object.freeze([]);

/** That of values which are not written. */
const NO_SYNTAX: Syntax = {
  parse: () => undefined,
  firstMistake: () => undefined,
  hasOpenPlaceholders: () => false,
  mayHave: () => false,
  searchFor: () => () => false,
  write: () => [],
  literal: () => '',
  contentOf: () => NO_PLACE,
  content: () => '',
  slotsAt: () => [],
  keySlotAt: () => undefined,
  comments: { contentOf: () => NO_PLACE, line: () => '', skip: (_, at) => at },
};

const NOWHERE: Source = {
  text: '',
  syntax: NO_SYNTAX,
  complete: true,
  comments: [],
  trailingCommas: [],
  hasOpenPlaceholders: false,
  writtenAt: {},
};
const NO_PLACE: Range = { start: 0, end: 0 };

/** Known not to be there. It has no place. */
export const ABSENT = new Node('absent', NOWHERE, NO_PLACE);

/** There or not, one cannot know. It has no place. */
export const UNKNOWN = new Node('unknown', NOWHERE, NO_PLACE);

const ONE_UNKNOWN: readonly Value[] = [UNKNOWN];
