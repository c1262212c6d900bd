import type { Scalar, Value } from './value.ts';

const WRITTEN = Symbol('written');

/** A value as it is written, with its comments, to be written somewhere else. */
export interface Verbatim {
  readonly [WRITTEN]: Value;
}

/** Data to write, of which parts may be written somewhere else already. */
export type Content = Scalar | Verbatim | readonly Content[] | { readonly [name: string]: Content };

/** A value, or a property if it has a name, to be written into an object or array. */
export interface Entry {
  readonly name: string | undefined;
  readonly value: Content;
}

export function verbatim(value: Value): Verbatim {
  return { [WRITTEN]: value };
}

export function isVerbatim(content: object): content is Verbatim {
  return WRITTEN in content;
}

/** What is written somewhere else. */
export function writtenIn({ [WRITTEN]: value }: Verbatim): Value {
  return value;
}

/** Array.isArray does not tell a readonly array from an object. */
export function isList(value: Content): value is readonly Content[] {
  return Array.isArray(value);
}

export function isObject(value: Content): value is { readonly [name: string]: Content } {
  return typeof value === 'object' && value !== null && !isList(value) && !isVerbatim(value);
}

/** Content in as many objects and arrays as a path has steps. */
export function wrap(path: readonly string[], value: Content): Content {
  return path.reduceRight<Content>((inner, name) => (name === '[]' ? [inner] : { [name]: inner }), value);
}

/** What two changes make of something that neither finds there. */
export function merge(first: Content, second: Content): Content {
  if (isList(first) && isList(second)) {
    return [...first, ...second];
  }
  if (!isObject(first) || !isObject(second)) {
    return second;
  }
  const merged: Record<string, Content> = { ...first };
  for (const [name, value] of Object.entries(second)) {
    const before = first[name];
    merged[name] = before === undefined ? value : merge(before, value);
  }
  return merged;
}
