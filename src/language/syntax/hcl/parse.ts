import type { TreeCursor } from 'web-tree-sitter';
import type { Range, WrittenAt } from '../../api.ts';
import type { Node } from '../node.ts';
import type { Expression, Key, Kind, Scalar, Syntax, Value } from '../value.ts';
import type { ReadTree } from './grammar.ts';
import { type Form, HclNode } from './hcl-node.ts';
import { MOST_PLAIN_LEVELS, Plain } from './plain.ts';
import { decodeHeredoc, decodeQuoted } from './string.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** In UTF-16 code units. The grammar's recovery from mistakes takes long in texts that are longer than any module. */
export const LONGEST_HCL = 512 * 1024;

/** Deeper than this in the tree of the grammar, nothing is looked at: it is unknown. */
const DEEPEST = 240;

/** Deeper than this, what is written plainly may reach below the deepest: a level of it takes some four of the tree. */
const DEEPEST_PLAIN = DEEPEST - 5 * MOST_PLAIN_LEVELS;

const REFERENCE = /^[\p{L}_][\w-]*(?:\.[\p{L}_][\w-]*)*$/u;
const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_-]*$/u;
const NUMBER = /^-?\s*\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** See {@link Syntax.parse}. The syntax is the one that the values are to know. */
export function parseHcl(
  text: string,
  syntax: Syntax,
  readTree: ReadTree,
  writtenAt: WrittenAt = {},
): Value | undefined {
  if (text.length > LONGEST_HCL) {
    return undefined;
  }
  const tree = readTree(text.startsWith(BYTE_ORDER_MARK) ? ` ${text.slice(1)}` : text);
  if (tree === undefined) {
    return undefined;
  }
  const cursor = tree.walk();
  try {
    return new Walk(text, syntax, writtenAt, cursor, !tree.rootNode.hasError).file();
  } finally {
    cursor.delete();
    tree.delete();
  }
}

/** Makes values of a tree of the grammar. What the grammar could not make sense of leaves what it stands in open. */
class Walk {
  readonly #source: {
    readonly text: string;
    readonly syntax: Syntax;
    readonly complete: boolean;
    readonly comments: Range[];
    readonly writtenAt: WrittenAt;
    unfinished: Range | undefined;
    readonly trailingCommas: readonly Range[];
    readonly hasOpenPlaceholders: false;
  };
  readonly #text: string;
  readonly #cursor: TreeCursor;
  readonly #plain: Plain;
  #depth = 0;

  constructor(text: string, syntax: Syntax, writtenAt: WrittenAt, cursor: TreeCursor, complete: boolean) {
    this.#text = text;
    this.#cursor = cursor;
    this.#source = {
      text,
      syntax,
      complete,
      comments: [],
      writtenAt,
      unfinished: undefined,
      trailingCommas: [],
      hasOpenPlaceholders: false,
    };
    this.#plain = new Plain(this.#source);
  }

  file(): Node {
    const children: Node[] = [];
    const file = this.#node('object', { start: 0, end: this.#text.length }, undefined, undefined, children, 'body');
    this.#body(children, file);
    return file;
  }

  #node(
    kind: Kind,
    range: Range,
    parent: Node | undefined,
    key: Key | undefined,
    content?: Scalar | readonly Node[],
    form?: Form,
    expression?: Expression,
  ): HclNode {
    return new HclNode(kind, this.#source, range, parent, key, content, form, expression);
  }

  /** The place of what the cursor is at. */
  get #range(): Range {
    return { start: this.#cursor.startIndex, end: this.#cursor.endIndex };
  }

  /** Does something for each part of what the cursor is at, by its type. */
  #each(visit: (type: string) => void): void {
    if (this.#depth >= DEEPEST || !this.#cursor.gotoFirstChild()) {
      return;
    }
    this.#depth++;
    do {
      const type = this.#cursor.nodeType;
      if (type === 'comment') {
        this.#comment();
      } else {
        visit(type);
      }
    } while (this.#cursor.gotoNextSibling());
    this.#cursor.gotoParent();
    this.#depth--;
  }

  #comment(): void {
    const { start, end } = this.#range;
    this.#source.comments.push({ start, end: this.#text[end - 1] === '\r' ? end - 1 : end });
  }

  /** Attributes and blocks. */
  #body(children: Node[], body: Node): void {
    this.#each((type) => {
      switch (type) {
        case 'attribute':
          this.#attribute(children, body);
          break;
        case 'block':
          this.#block(children, body);
          break;
        case 'ERROR':
          body.isOpen = true;
          this.#body(children, body);
          break;
        case 'body':
          this.#body(children, body);
      }
    });
  }

  /** What is written plainly needs no look at what it consists of. */
  #simple(children: Node[], object: Node): boolean {
    const property = this.#depth < DEEPEST_PLAIN ? this.#plain.property(this.#range, object) : undefined;
    if (property === undefined) {
      return false;
    }
    children.push(property);
    return true;
  }

  #attribute(children: Node[], body: Node): void {
    if (this.#simple(children, body)) {
      return;
    }
    let key: Key | undefined;
    let value: Node | undefined;
    this.#each((type) => {
      if (type === 'identifier' && key === undefined) {
        key = this.#name();
      } else if (type === 'expression' && key !== undefined && value === undefined) {
        value = this.#value(body, key);
      }
    });
    this.#add(key, value, children, body);
  }

  /** A property whose name is being written may get any name. */
  #add(key: Key | undefined, value: Node | undefined, children: Node[], object: Node): void {
    if (key === undefined || this.#isUnfinished(key, this.#text[key.start] === '"' ? 1 : 0)) {
      object.isOpen = true;
    } else {
      children.push(value ?? this.#node('unknown', key, object, key));
    }
  }

  #block(children: Node[], body: Node): void {
    const names: Key[] = [];
    const { end } = this.#range;
    let inner: Node | undefined;
    let held: Node[] = [];
    const open = (start: number): Node => {
      let [list, parent] = [children, body];
      for (const [index, label] of names.entries()) {
        const next = names[index + 1];
        const within: Node[] = [];
        const range = { start: next?.start ?? start, end };
        const node = this.#node('object', range, parent, label, within, next === undefined ? 'body' : 'labels');
        list.push(node);
        [list, parent] = [within, node];
      }
      held = list;
      return parent;
    };
    this.#each((type) => {
      switch (type) {
        case 'identifier':
        case 'string_lit':
          names.push(this.#name());
          break;
        case 'block_start':
          inner ??= names.length === 0 ? undefined : open(this.#cursor.startIndex);
          break;
        case 'body':
          if (inner !== undefined) {
            this.#body(held, inner);
          }
          break;
        case 'ERROR':
          (inner ?? body).isOpen = true;
          this.#body(inner === undefined ? children : held, inner ?? body);
      }
    });
  }

  /** What the cursor is at, as the name of a property. */
  #name(): Key {
    const range = this.#range;
    const written = this.#text.slice(range.start, range.end);
    return { name: written.startsWith('"') ? decodeQuoted(written.slice(1, -1)) : written, ...range };
  }

  /** The expression that the cursor is at. */
  #value(parent: Node, key: Key | undefined): Node {
    const range = this.#range;
    const plain = this.#depth < DEEPEST_PLAIN ? this.#plain.value(range, parent, key) : undefined;
    if (plain !== undefined) {
      return plain;
    }
    const unknown = (expression?: Expression): Node => {
      this.#isUnfinished(range, 0);
      return this.#node('unknown', range, parent, key, undefined, undefined, expression);
    };
    if (this.#depth >= DEEPEST || !this.#cursor.gotoFirstChild()) {
      return unknown();
    }
    this.#depth++;
    const type = this.#cursor.nodeType;
    let value: Node | undefined;
    if (this.#cursor.endIndex === range.end) {
      value = this.#whole(type, range, parent, key);
    } else if (type === 'variable_expr') {
      const written = this.#text.slice(range.start, range.end);
      value = REFERENCE.test(written) ? unknown({ kind: 'reference', path: written.split('.') }) : undefined;
    }
    this.#cursor.gotoParent();
    this.#depth--;
    return value ?? unknown();
  }

  /** An expression that is of one type, which the cursor is at; undefined for what cannot be known. */
  #whole(type: string, range: Range, parent: Node, key: Key | undefined): Node | undefined {
    const written = this.#text.slice(range.start, range.end);
    switch (type) {
      case 'literal_value':
        return written.startsWith('"')
          ? this.#string(range, 1, decodeQuoted(written.slice(1, -1)), parent, key)
          : this.#scalar(written, range, parent, key);
      case 'template_expr':
        return written.startsWith('"')
          ? this.#string(range, 1, decodeQuoted(written.slice(1, -1)), parent, key)
          : this.#string(range, 0, decodeHeredoc(this.#text, range), parent, key);
      case 'operation':
        return NUMBER.test(written) ? this.#scalar(written, range, parent, key) : undefined;
      case 'variable_expr':
        return this.#node('unknown', range, parent, key, undefined, undefined, { kind: 'reference', path: [written] });
      case 'collection_value':
        return this.#collection(parent, key);
      case 'function_call':
        return this.#call(range, parent, key);
      default:
        return undefined;
    }
  }

  #string(range: Range, marks: number, string: string, parent: Node, key: Key | undefined): Node {
    return this.#isUnfinished(range, marks) || (marks > 0 && this.#isCutOff(range))
      ? this.#node('unknown', range, parent, key)
      : this.#node('string', range, parent, key, string);
  }

  /** Whether a quoted string has no end, or that of another. */
  #isCutOff({ start, end }: Range): boolean {
    return !this.#source.complete && !/^"[^\r\n]*"$/.test(this.#text.slice(start, end));
  }

  #scalar(written: string, range: Range, parent: Node, key: Key | undefined): Node | undefined {
    if (this.#isUnfinished(range, 0)) {
      return this.#node('unknown', range, parent, key);
    }
    if (written === 'true' || written === 'false') {
      return this.#node('boolean', range, parent, key, written === 'true');
    }
    if (written === 'null') {
      return this.#node('null', range, parent, key, null);
    }
    const number = Number(written.replace(/\s/g, ''));
    return Number.isNaN(number) ? undefined : this.#node('number', range, parent, key, number);
  }

  #collection(parent: Node, key: Key | undefined): Node | undefined {
    let collection: Node | undefined;
    this.#each((type) => {
      if (type === 'object' || type === 'tuple') {
        const children: Node[] = [];
        const node = this.#node(type === 'object' ? 'object' : 'array', this.#range, parent, key, children);
        collection = node;
        this.#each((inner) => {
          if (inner === 'object_elem') {
            this.#element(children, node);
          } else if (inner === 'expression') {
            children.push(this.#value(node, undefined));
          } else if (inner === 'ERROR') {
            node.isOpen = true;
          }
        });
      }
    });
    return collection;
  }

  /** A property of an object that is an expression. */
  #element(children: Node[], object: Node): void {
    if (this.#simple(children, object)) {
      return;
    }
    let key: Key | undefined;
    let hasName = false;
    let value: Node | undefined;
    this.#each((type) => {
      if (type !== 'expression') {
        return;
      }
      if (!hasName) {
        hasName = true;
        const name = this.#name();
        const isQuoted = this.#text[name.start] === '"';
        const isPlain = isQuoted || IDENTIFIER.test(name.name) || NUMBER.test(name.name);
        // What is worked out is unknown, as a template is.
        key = isPlain ? name : { ...name, name: `\${${name.name}}` };
      } else {
        value ??= this.#value(object, key);
      }
    });
    this.#add(key, value, children, object);
  }

  /** A call of a function, which stands for what it makes of its arguments. */
  #call(range: Range, parent: Node, key: Key | undefined): Node {
    const list: Node[] = [];
    let name = '';
    let isSpread = false;
    const call = this.#node('unknown', range, parent, key, undefined, undefined, {
      kind: 'call',
      get name() {
        return name;
      },
      get arguments() {
        return isSpread ? [] : list;
      },
    });
    this.#each((type) => {
      if (type === 'identifier') {
        ({ name } = this.#name());
      } else if (type === 'function_arguments') {
        this.#each((inner) => {
          if (inner === 'expression') {
            list.push(this.#value(call, undefined));
          } else if (inner === 'ellipsis') {
            isSpread = true;
          }
        });
      }
    });
    return call;
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
}
