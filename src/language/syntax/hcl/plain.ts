import type { Range } from '../../api.ts';
import type { Node } from '../node.ts';
import type { Key, Source } from '../value.ts';
import { HclNode } from './hcl-node.ts';

/** So many lists, objects and calls are read in each other. */
export const MOST_PLAIN_LEVELS = 20;

const NAME = String.raw`[A-Za-z_][\w-]*`;

/** A string without escapes, which may have plain templates in it; a word with its attributes; a number; or a mark. */
const VALUE = String.raw`("(?:[^"\\$%\r\n]|\$\{[\w.]+\})*")|(${NAME}(?:\.${NAME})*)(\(?)|(-?\d+(?:\.\d+)?)|([[{])`;

const PROPERTY = new RegExp(String.raw`(${NAME}|"[^"\\$%\r\n]*")[ \t]*[=:][ \t]*(?:${VALUE})`, 'y');
const ELEMENT = new RegExp(VALUE, 'y');
const SPACE = /[ \t\r\n]*/y;
const COMMA = /[ \t\r\n]*,[ \t\r\n]*/y;
const KEYWORD = /^(?:true|false|null)$/;

/**
 * Reads what is written as nearly all is, from the text of a whole file, without a look at the tree: each part
 * of that would take calls of the parser's machine, which cost more than everything else. It knows fewer ways to write
 * than the grammar, gives up at the first that it does not know, and reads no comments.
 */
export class Plain {
  readonly #text: string;
  readonly #source: Source;
  #at = 0;
  #levels = 0;
  /** Where it last gave up: whatever has this place in it would be given up there again. */
  #gaveUpAt = -1;

  constructor(source: Source) {
    this.#text = source.text;
    this.#source = source;
  }

  /** The property that stands at a place; undefined for one to be read by the grammar's tree. */
  property(range: Range, object: Node): Node | undefined {
    return this.#from(range, () => this.#property(object));
  }

  /** The same for an expression. */
  value(range: Range, parent: Node, key: Key | undefined): Node | undefined {
    return this.#from(range, () => this.#element(parent, key));
  }

  #from({ start, end }: Range, read: () => Node | undefined): Node | undefined {
    const { complete, writtenAt } = this.#source;
    const { within = -1 } = writtenAt;
    if (!complete || (start <= within && within <= end) || (start <= this.#gaveUpAt && this.#gaveUpAt < end)) {
      return undefined;
    }
    this.#at = start;
    this.#levels = 0;
    const node = read();
    if (node === undefined || this.#at !== end) {
      this.#gaveUpAt = this.#at;
      return undefined;
    }
    return node;
  }

  #property(object: Node): Node | undefined {
    const start = this.#at;
    PROPERTY.lastIndex = start;
    const found = PROPERTY.exec(this.#text);
    if (found === null) {
      return undefined;
    }
    const [, name = '', string, word, call, number, mark] = found;
    this.#at = PROPERTY.lastIndex;
    const key = { name: name.startsWith('"') ? name.slice(1, -1) : name, start, end: start + name.length };
    return this.#valueOf(string, word, call, number, mark, object, key);
  }

  #element(parent: Node, key?: Key): Node | undefined {
    ELEMENT.lastIndex = this.#at;
    const found = ELEMENT.exec(this.#text);
    if (found === null) {
      return undefined;
    }
    const [, string, word, call, number, mark] = found;
    this.#at = ELEMENT.lastIndex;
    return this.#valueOf(string, word, call, number, mark, parent, key);
  }

  /** A value of what has been found up to here. */
  #valueOf(
    string: string | undefined,
    word: string | undefined,
    call: string | undefined,
    number: string | undefined,
    mark: string | undefined,
    parent: Node,
    key: Key | undefined,
  ): Node | undefined {
    const end = this.#at;
    if (string !== undefined) {
      const range = { start: end - string.length, end };
      return new HclNode('string', this.#source, range, parent, key, string.slice(1, -1));
    }
    if (number !== undefined) {
      return new HclNode('number', this.#source, { start: end - number.length, end }, parent, key, Number(number));
    }
    if (word === undefined) {
      return this.#collection(mark === '{', parent, key);
    }
    if (call !== '') {
      return this.#call(word, parent, key);
    }
    const range = { start: end - word.length, end };
    if (!KEYWORD.test(word)) {
      const expression = { kind: 'reference', path: word.split('.') } as const;
      return new HclNode('unknown', this.#source, range, parent, key, undefined, undefined, expression);
    }
    return word === 'null'
      ? new HclNode('null', this.#source, range, parent, key, null)
      : new HclNode('boolean', this.#source, range, parent, key, word === 'true');
  }

  /** A list or an object, behind its first mark. */
  #collection(isObject: boolean, parent: Node, key: Key | undefined): Node | undefined {
    const children: Node[] = [];
    const range = { start: this.#at - 1, end: this.#at };
    const node = new HclNode(isObject ? 'object' : 'array', this.#source, range, parent, key, children);
    if (!this.#list(isObject ? '}' : ']', children, node)) {
      return undefined;
    }
    node.end = this.#at;
    return node;
  }

  /** A call of a function, behind its first mark. */
  #call(name: string, parent: Node, key: Key | undefined): Node | undefined {
    if (name.includes('.')) {
      return undefined;
    }
    const list: Node[] = [];
    const expression = { kind: 'call', name, arguments: list } as const;
    const range = { start: this.#at - name.length - 1, end: this.#at };
    const node = new HclNode('unknown', this.#source, range, parent, key, undefined, undefined, expression);
    if (!this.#list(')', list, node)) {
      return undefined;
    }
    node.end = this.#at;
    return node;
  }

  /** Reads up to behind the mark that ends a list; false where it gives up. Only properties can do without commas. */
  #list(last: '}' | ']' | ')', children: Node[], parent: Node): boolean {
    if (this.#levels >= MOST_PLAIN_LEVELS) {
      return false;
    }
    this.#levels++;
    this.#skip(SPACE);
    while (this.#text[this.#at] !== last) {
      const child = last === '}' ? this.#property(parent) : this.#element(parent);
      if (child === undefined) {
        return false;
      }
      children.push(child);
      const isNext = this.#skip(COMMA) || (this.#skip(SPACE) && last === '}');
      if (!isNext && this.#text[this.#at] !== last) {
        return false;
      }
    }
    this.#at++;
    this.#levels--;
    return true;
  }

  /** Goes behind what stands here, and tells whether there is any. */
  #skip(what: RegExp): boolean {
    what.lastIndex = this.#at;
    if (!what.test(this.#text) || what.lastIndex === this.#at) {
      return false;
    }
    this.#at = what.lastIndex;
    return true;
  }
}
