import type { CST } from 'yaml';
import type { Tags } from './tags.ts';
import { closingOf, isCollection, isEntry, type Item } from './tokens.ts';

/** What is deeper is left to whoever looks at everything. */
const DEEPEST = 100;

/** So long a name may be without a question mark in front of it, and some less. */
const LONGEST_NAME = 1000;

/** Plain scalars do not begin so. */
const NO_START = /^[\t,%|>@`]/;

const ESCAPE = /\\(?:[0abefnrtvN_LP "/\\\t\n]|\r\n|x[\da-fA-F]{2}|u[\da-fA-F]{4})/y;

/**
 * Whether a look at the tokens of a text tells that nothing is wrong with it: in a fraction of the time that it takes
 * to say what is. It knows what people write; of all else, and of what is wrong, it says no.
 */
export function isSurelyRight(tokens: readonly CST.Token[], tags: Tags): boolean {
  const documents = tokens.filter((token) => token.type === 'document');
  const [document] = documents;
  return (
    document !== undefined &&
    documents.length === 1 &&
    tokens.every(({ type }) => type === 'document' || BETWEEN.has(type)) &&
    new Look(tags).isRightDocument(document)
  );
}

const BETWEEN: ReadonlySet<string> = new Set(['byte-order-mark', 'space', 'newline', 'comment']);

type Tokens = readonly CST.Token[];

class Look {
  readonly #tags: Tags;
  #depth = 0;

  constructor(tags: Tags) {
    this.#tags = tags;
  }

  isRightDocument({ start, value, end }: CST.Document): boolean {
    const mark = start.findIndex(({ type }) => type === 'doc-start');
    const isRightStart =
      mark < 0
        ? isTrivia(start, 0, start.length, true)
        : isTrivia(start, 0, mark, true) && isTrivia(start, mark + 1) && (hasLine(start) || !isBlock(value));
    return isRightStart && this.#isRight(value) && isTrivia(end ?? []);
  }

  #isRight(value: CST.Token | null | undefined): boolean {
    switch (value?.type) {
      case undefined:
        return true;
      case 'scalar':
      case 'single-quoted-scalar':
      case 'double-quoted-scalar':
        return isRightScalar(value) && isTrivia(value.end ?? []);
      case 'block-scalar':
        return isRightBlockScalar(value);
      case 'block-map':
      case 'block-seq':
      case 'flow-collection':
        return this.#isRightCollection(value);
      default:
        return false;
    }
  }

  #isRightCollection(collection: CST.BlockMap | CST.BlockSequence | CST.FlowCollection): boolean {
    if (this.#depth >= DEEPEST) {
      return false;
    }
    this.#depth++;
    const isRight = this.#isRightWithin(collection);
    this.#depth--;
    return isRight;
  }

  #isRightWithin(collection: CST.BlockMap | CST.BlockSequence | CST.FlowCollection): boolean {
    const last = collection.items.length - 1;
    switch (collection.type) {
      case 'block-map':
        return collection.items.every((item, index) =>
          isEntry(item)
            ? isTrivia(item.start, 0, item.start.length, true) &&
              isRightName(item, collection.indent) &&
              this.#isRightValueOf(item)
            : index === last && isTrivia(item.start, 0, item.start.length, true),
        );
      case 'block-seq':
        return collection.items.every((item, index) =>
          isEntry(item)
            ? this.#isRightElement(item)
            : index === last && isTrivia(item.start, 0, item.start.length, true),
        );
      case 'flow-collection':
        return (
          closingOf(collection) !== undefined &&
          isTrivia(collection.end, 1) &&
          collection.items.every((item, index) => this.#isRightInBrackets(item, index, collection))
        );
    }
  }

  #isRightElement({ start, value }: Item): boolean {
    const dash = start.findIndex(({ type }) => type === 'seq-item-ind');
    return dash >= 0 && isTrivia(start, 0, dash, true) && this.#isRightBehind(start, dash + 1, value);
  }

  #isRightInBrackets(item: Item, index: number, { items, start: { source } }: CST.FlowCollection): boolean {
    const { start, key, sep, value } = item;
    const comma = start.findIndex(({ type }) => type === 'comma');
    if (!isTrivia(start, 0, Math.max(comma, 0)) || (index === 0 && comma >= 0)) {
      return false;
    }
    if (!isEntry(item)) {
      return index === items.length - 1 && isTrivia(start, comma + 1);
    }
    if (isBlock(value) || (index > 0 && comma < 0)) {
      return false;
    }
    return source === '['
      ? key === undefined && sep === undefined && this.#isRightBehind(start, comma + 1, value)
      : isTrivia(start, comma + 1) && isRightName(item) && this.#isRightValueOf(item);
  }

  /** Whether all is right with the colon of a property, and what follows. */
  #isRightValueOf({ sep = [], value }: Item): boolean {
    const colon = sep.findIndex(({ type }) => type === 'map-value-ind');
    return (
      colon >= 0 &&
      isTrivia(sep, 0, colon) &&
      !hasLine(sep, 0, colon) &&
      (value?.type !== 'block-map' || hasLine(sep, colon)) &&
      this.#isRightBehind(sep, colon + 1, value)
    );
  }

  /** Whether all is right with a value and what stands before it from one of some tokens on: a tag it may have. */
  #isRightBehind(tokens: Tokens, from: number, value: CST.Token | null | undefined): boolean {
    const at = tokens.findIndex(({ type }) => type === 'tag');
    if (at < 0) {
      return isTrivia(tokens, from) && this.#isRight(value);
    }
    const tag = tokens[at];
    return (
      tag?.type === 'tag' &&
      this.#tags.has(tag.source) &&
      at >= from &&
      isTrivia(tokens, from, at) &&
      isTrivia(tokens, at + 1) &&
      (at + 1 < tokens.length || isEmpty(value)) &&
      (!isBlock(value) || hasLine(tokens, at)) &&
      this.#isRight(value)
    );
  }
}

/**
 * Whether there are only blanks and comments in a part of some tokens. A comment has a blank in front of it, or is the
 * first on its line.
 */
function isTrivia(tokens: Tokens, from = 0, to = tokens.length, isAtLine = false): boolean {
  let isBehindBlank = isAtLine;
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    switch (token?.type) {
      case 'space':
        if (token.source.includes('\t')) {
          return false;
        }
        break;
      case 'comment':
        if (!isBehindBlank) {
          return false;
        }
        break;
      case 'newline':
        break;
      default:
        return false;
    }
    isBehindBlank = token.type !== 'comment';
  }
  return true;
}

function hasLine(tokens: Tokens, from = 0, to = tokens.length): boolean {
  for (let at = from; at < to; at++) {
    if (tokens[at]?.type === 'newline') {
      return true;
    }
  }
  return false;
}

function isBlock(token: CST.Token | null | undefined): boolean {
  return isCollection(token) && token.type !== 'flow-collection';
}

function isEmpty(token: CST.Token | null | undefined): boolean {
  return token === null || token === undefined || (token.type === 'scalar' && token.source === '');
}

/** Whether a name stands on one line; in a block, at the column of the others. */
function isRightName({ key }: Item, indent?: number): boolean {
  switch (key?.type) {
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      return (
        (indent === undefined || key.indent === indent) &&
        key.source.length < LONGEST_NAME &&
        !key.source.includes('\n') &&
        isRightScalar(key) &&
        (key.end === undefined || (isTrivia(key.end) && !hasLine(key.end)))
      );
    default:
      return false;
  }
}

function isRightScalar({ type, source }: CST.FlowScalar): boolean {
  if (type === 'scalar') {
    return !NO_START.test(source);
  }
  const mark = type === 'single-quoted-scalar' ? "'" : '"';
  return source.length > 1 && source.endsWith(mark) && (mark === "'" || hasRightEscapes(source));
}

function hasRightEscapes(source: string): boolean {
  const end = source.length - 1;
  let at = source.indexOf('\\');
  while (at >= 0) {
    ESCAPE.lastIndex = at;
    const [escape] = ESCAPE.exec(source) ?? [];
    if (escape === undefined || at + escape.length > end) {
      return false;
    }
    at = source.indexOf('\\', at + escape.length);
  }
  return true;
}

/** Whether no line is less indented than the first, which is more indented than what it belongs to. */
function isRightBlockScalar({ props, source, indent }: CST.BlockScalar): boolean {
  const [header] = props;
  if (header?.type !== 'block-scalar-header' || !/^[|>][-+]?$/.test(header.source) || !isTrivia(props, 1)) {
    return false;
  }
  let least = Math.max(indent, 1);
  let isBegun = false;
  for (const line of source.split('\n')) {
    const found = line.search(/[^ ]/);
    const own = found < 0 ? line.length : found;
    const isBlank = found < 0 || line.slice(found) === '\r';
    if (!isBlank && own < least) {
      return false;
    }
    if (!isBegun) {
      least = Math.max(least, own);
    }
    isBegun ||= !isBlank;
  }
  return true;
}
