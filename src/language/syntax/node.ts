import type { Range } from '../api.ts';
import { hasPlaceholder } from './placeholder.ts';
import type { Key, Kind, Scalar, Source, Value } from './value.ts';

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
  /** Whether a placeholder stands where a property could, so that any property may be there. */
  isOpen: boolean;
  private index: ReadonlyMap<string, Node> | undefined;

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
    this.index = undefined;
  }

  get isAbsent(): boolean {
    return this.kind === 'absent' || this.kind === 'null';
  }

  get isUnknown(): boolean {
    return this.kind === 'unknown' || (typeof this.scalar === 'string' && hasPlaceholder(this.scalar));
  }

  get string(): string | undefined {
    return typeof this.scalar === 'string' && !hasPlaceholder(this.scalar) ? this.scalar : undefined;
  }

  get number(): number | undefined {
    return typeof this.scalar === 'number' ? this.scalar : undefined;
  }

  get items(): readonly Value[] {
    if (this.kind === 'array') return this.source.complete ? this.children : [...this.children, UNKNOWN];
    return this.isAbsent ? CHILDLESS : ONE_UNKNOWN;
  }

  is(scalar: string | number | boolean): boolean {
    return this.scalar === scalar;
  }

  has(name: string): boolean {
    return this.properties.has(name);
  }

  get(name: string, ...deeper: readonly string[]): Value {
    let value = this.property(name);
    for (const next of deeper) value = value.property(next);
    return value;
  }

  private property(name: string): Node {
    if (this.kind !== 'object') return this.isAbsent ? ABSENT : UNKNOWN;
    return this.properties.get(name) ?? (this.source.complete && !this.isOpen ? ABSENT : UNKNOWN);
  }

  /** By name, the last of each, as JSON.parse has it. Made when first asked for: most objects never are. */
  private get properties(): ReadonlyMap<string, Node> {
    return (this.index ??= this.indexed());
  }

  private indexed(): ReadonlyMap<string, Node> {
    const index = new Map<string, Node>();
    for (const child of this.children) {
      if (child.key === undefined) continue;
      index.set(child.key.name, child);
      this.isOpen ||= hasPlaceholder(child.key.name);
    }
    return index;
  }
}

const CHILDLESS: readonly Node[] = Object.freeze([]);
const NOWHERE: Source = { text: '', complete: true, comments: [] };
const NO_PLACE: Range = { start: 0, end: 0 };

/** Known not to be there. It has no place. */
export const ABSENT = new Node('absent', NOWHERE, NO_PLACE);

/** There or not, one cannot know. It has no place. */
export const UNKNOWN = new Node('unknown', NOWHERE, NO_PLACE);

const ONE_UNKNOWN: readonly Value[] = [UNKNOWN];
