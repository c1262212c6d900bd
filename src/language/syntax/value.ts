import type { Range, TextEdit, WrittenAt } from '../api.ts';

/** The text a value stands in. */
export interface Source {
  readonly text: string;
  /** How it is written. */
  readonly syntax: Syntax;
  /** False while the text has syntax errors: what is not there now may be there when it is finished. */
  readonly complete: boolean;
  /** The comments in it, in order, with the marks around them. */
  readonly comments: readonly Range[];
  /** Where someone is writing it. */
  readonly writtenAt: WrittenAt;
  /** The name or value that is being written. */
  readonly unfinished?: Range | undefined;
  /** The commas after the last element or property, in order. */
  readonly trailingCommas: readonly Range[];
  /** Whether placeholders stand outside of its strings: what will be written there may be anything. */
  readonly hasOpenPlaceholders: boolean;
}

/** The name of a property; the range is that of the name as written, quotes included. */
export interface Key extends Range {
  readonly name: string;
  /** The name as it is written, where the document is in a notation that writes it otherwise. */
  readonly written?: string;
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
  /** How something unknown is worked out, in a syntax that has expressions, and as far as anybody asks for that. */
  readonly expression?: Expression | undefined;

  /**
   * Not there, or null, which says the same: the AWS CLI and SDKs leave nulls out. Or an empty string where AWS refuses
   * that or takes it for nothing.
   */
  readonly isAbsent: boolean;
  /** Holds a placeholder, or is not finished, or may be there after all, as when its name is misspelt. */
  readonly isUnknown: boolean;
  /** The string, when it is one and is known. */
  readonly string: string | undefined;
  /** The number, when it is one. */
  readonly number: number | undefined;
  /**
   * The elements; none where there is no array; one unknown element for what is unknown or no array at all.
   * While the text has syntax errors, or someone is writing in here, a last one is unknown: there may be more in the
   * end.
   */
  readonly items: readonly Value[];
  /** Whether it is known to be this. */
  is(scalar: string | number | boolean): boolean;
  /** Whether a property of this name is written here, whatever its value. */
  has(name: string): boolean;
  /** The values of all properties of a name, as written; the last is the one that counts. */
  namesakes(name: string): readonly Value[];
  /** The value at the end of a path of property names. Inside of what is no object, everything is unknown. */
  get(name: string, inner?: string, innermost?: string): Value;
}

/** What stands for a value: something that has a name elsewhere, as `var.image`, or what a function makes of values. */
export type Expression =
  | { readonly kind: 'reference'; readonly path: readonly string[] }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Value[] };

/** Data to write. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * What should become of a document, said without knowing its syntax. Changes of one list happen together;
 * each speaks of the document as it was before, and no object loses and gets properties in the same list. What is moved
 * or wrapped stays as it is written, comments included.
 */
export type Change =
  /** Makes the value at the path below `object` equal to `value`, and what is missing on the way. */
  | { readonly kind: 'set'; readonly object: Value; readonly path: Path; readonly value: Json }
  /** Adds elements to the end of the array at the path below `object`; makes the array where there is none. */
  | { readonly kind: 'append'; readonly object: Value; readonly path: Path; readonly items: readonly Json[] }
  /** Puts something else where a value stands, a property's or an element. */
  | { readonly kind: 'replace'; readonly value: Value; readonly json: Json }
  /** Gives a property, and all of its name there, another name. */
  | { readonly kind: 'rename'; readonly value: Value; readonly name: string }
  /** Takes a property, under whatever value it stands there, or an element away. */
  | { readonly kind: 'remove'; readonly value: Value }
  /** Takes away one property of several of the same name. */
  | { readonly kind: 'removeDuplicate'; readonly value: Value }
  /** Takes a property or an element away, and puts it at the path below `object`, where nothing is yet. */
  | { readonly kind: 'move'; readonly value: Value; readonly object: Value; readonly path: Path }
  /** Takes a property or an element away, and adds it to the end of the array at the path; makes the array. */
  | { readonly kind: 'moveInto'; readonly value: Value; readonly object: Value; readonly path: Path }
  /**
   * Makes a property, the only one of its name, one that is further down, at the path from the object that it stands
   * in; `[]` stands for the only element of an array. There must be nothing yet at the path's first name.
   */
  | { readonly kind: 'nest'; readonly value: Value; readonly path: Path }
  /** Makes a value the only element of an array. */
  | { readonly kind: 'enlist'; readonly value: Value }
  /** Puts a value that stands inside of another in its place. What was beside it goes, unless it is moved inside. */
  | { readonly kind: 'hoist'; readonly value: Value; readonly inner: Value }
  /** Takes what stands at places in the text of a value out of it: what is no part of any value, as a comment. */
  | { readonly kind: 'cut'; readonly value: Value; readonly places: readonly Range[] };

/**
 * What is wrong with a text that is not in a syntax: before a token, a comma is missing; a string does not end; the
 * text ends too early; there is a comment of another syntax, or a space that it does not know; or anything else.
 */
export type MistakeKind = 'comma' | 'string' | 'end' | 'hashComment' | 'space' | 'other';

/** The first place at which a text is not what its syntax allows. */
export interface Mistake extends Range {
  readonly kind: MistakeKind;
}

/**
 * A way of writing values down, such as JSON. All that depends on quotes, brackets and marks of comments is asked of
 * it; a {@link Value} knows the syntax of the text that it stands in by its source.
 */
export interface Syntax {
  /** In UTF-16 code units: longer texts are not parsed. Left out where all that are checked can be. */
  readonly longest?: number;
  /**
   * The outermost value of a text, or undefined where there is none. Works on whatever is in the text; where that
   * cannot be right, the value's source is not complete. A name or value that is being written is unknown. Never
   * throws.
   */
  parse(text: string, writtenAt?: WrittenAt): Value | undefined;
  /**
   * The first thing in a text that the syntax does not allow; undefined where there is none. Comments of another syntax
   * are told of only where there is nothing else.
   */
  firstMistake(text: string): Mistake | undefined;
  /** Whether placeholders stand outside of the strings of a text that may be broken. */
  hasOpenPlaceholders(text: string): boolean;
  /** Whether a text may have a property of this name: a look at the text that spares parsing it. */
  mayHave(text: string, property: string): boolean;
  /** As {@link mayHave}, whether a text may have one of these: one search for all of them. */
  searchFor(properties: readonly string[]): (text: string) => boolean;
  /**
   * The smallest edits that make changes to the text of the values named in them, in order and not overlapping; what is
   * new follows the style of what is around it.
   */
  write(changes: readonly Change[]): readonly TextEdit[];
  /** Tells which edits of a text break what stands elsewhere in it; undefined where none does. */
  breaksIn?(source: Source): ((edit: TextEdit) => boolean) | undefined;
  /** A value as it is written on one line. */
  literal(value: Json): string;
  /** The name of a property of an object, where not all are written as strings are. */
  propertyName?(name: string): string;
  /** Where the content of a string stands, without what marks it as a string. */
  contentOf(string: Value): Range;
  /** What a string says, as a value of another syntax, at its places in the same text; undefined where it cannot. */
  embeddedIn?(string: Value): Value | undefined;
  /** A string as it is written inside of what marks it as one. */
  content(string: string): string;
  /**
   * Where a string is, or could be written, at an offset of the text of a value. What is half-typed there may be read
   * in more than one way: the likely one comes first.
   */
  slotsAt(root: Value, offset: number): readonly Slot[];
  /**
   * The same for the name of a property: the gap is what is there of it, and the string its property. Undefined also
   * where names are no matter of ours, as those of attributes of HCL, which follow from a provider's schema.
   */
  keySlotAt(root: Value, offset: number): Slot | undefined;
  readonly comments: CommentSyntax;
  /** Whether the elements of a list of objects can be written as properties of one name. */
  readonly hasBlocks?: boolean;
  /** Whether editors complete names of properties, and values that are listed, by schemas of their own. */
  readonly hasSchemas?: boolean;
  /**
   * Whether those who read it make a string of a number or a boolean where one belongs, and take an empty string for
   * nothing where a word belongs.
   */
  readonly isLenient?: boolean;
}

/** How comments are written. */
export interface CommentSyntax {
  /** Where the words of a comment stand, without the marks around them. */
  contentOf(text: string, comment: Range): Range;
  /** A comment of one line. */
  line(words: string): string;
  /** The offset of the first character from `at` on that is neither white space nor in a comment. */
  skip(text: string, at: number): number;
}

/** A place for a string. */
export type Slot =
  /** The string that is there. */
  | { readonly gap: undefined; readonly string: Value }
  /** A gap, to be filled with a whole literal and what belongs around it. */
  | {
      readonly gap: Range;
      /** What is written into the gap for a string. */
      readonly write: (string: string) => string;
      /** What the text is with an empty string in the gap: its outermost value, and the string. */
      readonly filled: Value;
      readonly string: Value;
    };
