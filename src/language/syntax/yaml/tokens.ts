import { CST } from 'yaml';

/** A property of an object, or an element of an array, with what stands before it; or what stands behind the last. */
export type Item = CST.CollectionItem;
export type Collection = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;
export type Scalar = CST.FlowScalar | CST.BlockScalar;

export function isCollection(token: CST.Token | null | undefined): token is Collection {
  switch (token?.type) {
    case 'block-map':
    case 'block-seq':
    case 'flow-collection':
      return true;
    default:
      return false;
  }
}

export function isMap(token: CST.Token | null | undefined): token is CST.BlockMap | CST.FlowCollection {
  return token?.type === 'block-map' || (token?.type === 'flow-collection' && token.start.source === '{');
}

export function isScalar(token: CST.Token | null | undefined): token is Scalar {
  switch (token?.type) {
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
    case 'block-scalar':
      return true;
    default:
      return false;
  }
}

/** Says no more than what stands between its quotes. */
const SIMPLE = /^(?:"[^"\\\r\n]*"|'[^'\r\n]*')$/;

/** What a scalar says, before anybody makes a number of it. */
export function stringOf(scalar: Scalar): string {
  const { type, source } = scalar;
  if (type === 'scalar' && !source.includes('\n')) {
    return source;
  }
  if (type !== 'block-scalar' && SIMPLE.test(source)) {
    return source.slice(1, -1);
  }
  return CST.resolveAsScalar(scalar, true, () => undefined).value;
}

/** The first of some tokens that is of a type. */
export function firstOf(
  tokens: readonly CST.SourceToken[],
  type: CST.SourceToken['type'],
): CST.SourceToken | undefined {
  for (const token of tokens) {
    if (token.type === type) {
      return token;
    }
  }
  return undefined;
}

/** Whether it is one of its collection, and not what stands between two of them, or behind the last. */
export function isEntry({ start, key, sep, value }: Item): boolean {
  return (
    key !== undefined || sep !== undefined || value !== undefined || start.some(({ type }) => BEGINNINGS.has(type))
  );
}

/** What an entry begins with, before its name or value. */
const BEGINNINGS: ReadonlySet<string> = new Set(['seq-item-ind', 'explicit-key-ind', 'anchor', 'tag']);

/** The bracket or brace that ends a collection. */
export function closingOf({ start, end: [closing] }: CST.FlowCollection): CST.SourceToken | undefined {
  return closing?.source === (start.source === '{' ? '}' : ']') ? closing : undefined;
}

/** Where a value ends, without the space and comments behind it. */
export function endOf(value: CST.Token): number {
  return endWithin(value, false);
}

/** Where a value ends, with the space and comments behind it. */
export function endBehind(value: CST.Token): number {
  return endWithin(value, true);
}

/** It is no function that calls itself: what is too deep to be looked into ends somewhere, too. */
function endWithin(value: CST.Token, withTrivia: boolean): number {
  let token = value;
  for (let isInner = withTrivia; ; isInner = true) {
    if (!isCollection(token)) {
      const end = token.offset + lengthOf(token);
      return isInner && 'end' in token ? afterLast(token.end, end) : end;
    }
    const closing = token.type === 'flow-collection' ? closingOf(token) : undefined;
    if (token.type === 'flow-collection' && closing !== undefined) {
      return isInner ? afterLast(token.end, token.offset) : closing.offset + closing.source.length;
    }
    const items: readonly Item[] = token.items;
    const last = isInner ? items.at(-1) : items.findLast(isEntry);
    const inner: CST.Token | null | undefined = last?.value ?? last?.key;
    if (inner === null || inner === undefined) {
      return afterLast(last?.sep ?? last?.start, token.offset);
    }
    token = inner;
  }
}

function lengthOf(token: Exclude<CST.Token, Collection>): number {
  const length = 'source' in token ? token.source.length : 0;
  return token.type === 'block-scalar'
    ? token.props.reduce((sum, prop) => sum + ('source' in prop ? prop.source.length : 0), length)
    : length;
}

/** Where the last of some tokens ends. */
export function afterLast(tokens: readonly CST.SourceToken[] | undefined, otherwise: number): number {
  const last = tokens?.at(-1);
  return last === undefined ? otherwise : last.offset + last.source.length;
}
