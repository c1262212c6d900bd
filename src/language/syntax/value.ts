import type { Range } from '../api.ts';

/** The text a value stands in. */
export interface Source {
  readonly text: string;
  /** False while the text has syntax errors: what is not there now may be there when it is finished. */
  readonly complete: boolean;
  /** The comments in it, in order, with the marks around them. */
  readonly comments: readonly Range[];
}

/** The name of a property; the range is that of the name as written, quotes included. */
export interface Key extends Range {
  readonly name: string;
}

export type Kind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null' | 'unknown' | 'absent';

export type Scalar = string | number | boolean | null;

/** Names of properties, each inside the one before. */
export type Path = readonly [string, ...string[]];

/**
 * A value and its place in the text; or one that is not there (absent), or of which one cannot say what it
 * will be (unknown). The questions below answer "no" for what is unknown, so that a rule which asks only for
 * what it would report never reports a guess: ask `isAbsent` and `is(…)`, never `!is(…)`.
 */
export interface Value extends Range {
  readonly kind: Kind;
  readonly source: Source;
  /** The object or array this stands in. */
  readonly parent: Value | undefined;
  /** The property's name, when the parent is an object. */
  readonly key: Key | undefined;
  /** What is written, for scalars only; a string may hold a placeholder. */
  readonly scalar: Scalar | undefined;
  /** Elements of an array, or values of an object's properties, as written; a name given twice is here twice. */
  readonly children: readonly Value[];

  /** Not there, or null, which says the same: the AWS CLI and SDKs leave nulls out. */
  readonly isAbsent: boolean;
  /** Holds a placeholder, or is not finished, or may be there after all. */
  readonly isUnknown: boolean;
  /** The string, when it is one and is known. */
  readonly string: string | undefined;
  /** The number, when it is one. */
  readonly number: number | undefined;
  /**
   * The elements; none where there is no array; one unknown element for what is unknown or no array at all.
   * While the text has syntax errors, a last one is unknown: there may be more in the end.
   */
  readonly items: readonly Value[];
  /** Whether it is known to be this. */
  is(scalar: string | number | boolean): boolean;
  /** Whether a property of this name is written here, whatever its value. */
  has(name: string): boolean;
  /** The values of all properties of a name, as written; the last is the one that counts. */
  namesakes(name: string): readonly Value[];
  /** The value at the end of a path of property names. Inside of what is no object, everything is unknown. */
  get(...path: Path): Value;
}
