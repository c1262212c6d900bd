import type { Range, WrittenAt } from '../../api.ts';
import { Node } from '../node.ts';
import type { Key, Kind, Scalar, Syntax } from '../value.ts';

/** An object or array that is not closed yet. The list of children is the node's own. */
interface Open {
  readonly node: Node;
  readonly children: Node[];
}

/**
 * What may come next: an element, a property's name or the closing bracket; the colon after a name; the
 * value after a colon; the comma after a value.
 */
type Expected = 'entry' | 'colon' | 'value' | 'comma';

/**
 * Makes a tree of the tokens of a JSON text, in whatever order they come. What does not fit is mended in the
 * way that claims least: a property without a value is unknown, and the text counts as incomplete.
 * It keeps its own stack, so that no depth of nesting overflows the one of the machine.
 */
export class TreeBuilder {
  readonly #source: {
    readonly text: string;
    readonly syntax: Syntax;
    complete: boolean;
    readonly comments: Range[];
    readonly writtenAt: WrittenAt;
    unfinished: Range | undefined;
    readonly trailingCommas: Range[];
    hasOpenPlaceholders: boolean;
  };
  readonly #stack: Open[] = [];
  /** The innermost of what is open. */
  #top: Open | undefined;
  #root: Node | undefined;
  #expected: Expected = 'entry';
  #key: Key | undefined;
  #lastEnd = 0;
  /** Where the last comma ends. */
  #lastComma = 0;
  /** How many are open of each kind, to know at once that a closing bracket has no partner. */
  readonly #unclosed = { object: 0, array: 0 };

  constructor(text: string, syntax: Syntax, writtenAt: WrittenAt) {
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
  }

  /** Whether the outermost value is closed, so that nothing more belongs to it. */
  get isDone(): boolean {
    return this.#root !== undefined && this.#top === undefined;
  }

  /** Whether an object or array is open. */
  get isInside(): boolean {
    return this.#top !== undefined;
  }

  /** Says that the text is not as it should be. */
  error(): void {
    this.#source.complete = false;
  }

  comment(range: Range): void {
    this.#source.comments.push(range);
  }

  open(kind: 'object' | 'array', start: number): void {
    const children: Node[] = [];
    const node = this.#attach(kind, start, start + 1, children);
    this.#top = { node, children };
    this.#stack.push(this.#top);
    this.#unclosed[kind]++;
    this.#expected = 'entry';
  }

  close(kind: 'object' | 'array', end: number): void {
    this.#endProperty();
    if (this.#unclosed[kind] === 0) {
      this.error();
      return;
    }
    while (this.#top?.node.kind !== kind) {
      this.error();
      this.#pop(this.#lastEnd);
    }
    if (this.#expected === 'entry' && this.#lastComma > (this.#top.children.at(-1)?.end ?? Infinity)) {
      this.#source.trailingCommas.push({ start: this.#lastComma - 1, end: this.#lastComma });
    }
    this.#pop(end);
  }

  comma(end: number): void {
    this.#endProperty();
    if (this.#expected !== 'comma' || this.#top === undefined) {
      this.error();
    }
    this.#expected = 'entry';
    this.#lastComma = end;
    this.#lastEnd = end;
  }

  colon(end: number): void {
    if (this.#expected !== 'colon') {
      this.error();
      this.#takeLastValueForKey();
    }
    if (this.#key !== undefined) {
      this.#expected = 'value';
    }
    this.#lastEnd = end;
  }

  string(start: number, end: number, text: string): void {
    if (this.#expected !== 'value' && this.#top?.node.kind === 'object') {
      this.#startProperty(start, end, text);
    } else if (!this.#isUnfinished(start, end, 1)) {
      this.#attach('string', start, end, text);
    } else {
      this.#attach('unknown', start, end);
    }
  }

  scalar(kind: 'number' | 'boolean' | 'null', { start, end }: Range, scalar: Scalar): void {
    if (this.#isUnfinished(start, end, 0)) {
      this.#attach('unknown', start, end);
    } else {
      this.#attach(kind, start, end, scalar);
    }
  }

  /** A placeholder outside of strings. */
  placeholder(range: Range): void {
    this.#source.hasOpenPlaceholders = true;
    // What it becomes may well follow the comma.
    this.#lastComma = 0;
    this.unknown(range);
  }

  /** A placeholder outside of strings, or something half-typed: it may become anything. */
  unknown({ start, end }: Range): void {
    const object = this.#top?.node;
    if (object === undefined) {
      return;
    }
    if (object.kind === 'object' && this.#key === undefined) {
      object.isOpen = true;
    } else {
      this.#attach('unknown', start, end);
    }
  }

  /** Closes all and gives the outermost value, or undefined when there is none. */
  finish(): Node | undefined {
    this.#endProperty();
    if (this.#top !== undefined) {
      this.error();
    }
    while (this.#top !== undefined) {
      this.#pop(this.#lastEnd);
    }
    return this.#root;
  }

  #startProperty(start: number, end: number, name: string): void {
    this.#endProperty();
    if (this.#expected === 'comma') {
      this.error();
    }
    this.#key = { name, start, end };
    this.#expected = 'colon';
    this.#lastEnd = end;
  }

  /**
   * A property whose value cannot come any more is there with an unknown value, which stands at its name. Without even
   * a colon, its name is half-typed: it may become any.
   */
  #endProperty(): void {
    if (this.#key === undefined) {
      return;
    }
    this.error();
    if (this.#expected === 'colon') {
      this.#openObject();
      this.#key = undefined;
      this.#expected = 'comma';
    } else {
      this.#attach('unknown', this.#key.start, this.#key.end);
    }
  }

  /** The innermost object may have any property. */
  #openObject(): void {
    const object = this.#top?.node;
    if (object !== undefined) {
      object.isOpen = true;
    }
  }

  /** Whether someone is writing what stands at a place, with marks of some length around it. */
  #isUnfinished(start: number, end: number, marks: number): boolean {
    const { within } = this.#source.writtenAt;
    if (within === undefined || within < start + marks || within > end - marks) {
      return false;
    }
    this.#source.unfinished = { start, end };
    return true;
  }

  /** `"networkMode": "family": "web"`: half-typed; what was taken for the first's value is the second's name. */
  #takeLastValueForKey(): void {
    const object = this.#top;
    const last = object?.children.at(-1);
    if (object?.node.kind !== 'object' || this.#expected !== 'comma' || typeof last?.scalar !== 'string') {
      return;
    }
    object.children.pop();
    this.#key = last.key;
    this.#endProperty();
    this.#key = { name: last.scalar, start: last.start, end: last.end };
  }

  #attach(kind: Kind, start: number, end: number, content?: Scalar | Node[]): Node {
    const parent = this.#top;
    const key = this.#key;
    const node = new Node(kind, this.#source, { start, end }, parent?.node, key, content);
    if (parent === undefined) {
      this.#root ??= node;
    } else if (parent.node.kind === 'array') {
      if (this.#expected === 'comma') {
        this.error();
      }
      parent.children.push(node);
    } else if (key === undefined) {
      // A value without a name belongs nowhere; its brackets still have to match.
      this.error();
    } else {
      if (this.#expected === 'colon') {
        this.error();
      }
      if (this.#isUnfinished(key.start, key.end, 1)) {
        this.#openObject();
      } else {
        parent.children.push(node);
      }
    }
    this.#key = undefined;
    this.#expected = 'comma';
    // What stands at its name has its colon behind it.
    this.#lastEnd = Math.max(this.#lastEnd, end);
    return node;
  }

  #pop(end: number): void {
    const node = this.#stack.pop()?.node;
    if (node === undefined) {
      return;
    }
    this.#top = this.#stack.at(-1);
    node.end = end;
    this.#unclosed[node.kind === 'object' ? 'object' : 'array']--;
    this.#expected = 'comma';
    this.#lastEnd = end;
  }
}
