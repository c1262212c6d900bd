import type { NotationName } from '../api.ts';
import type { Change, Json, Value } from '../syntax/value.ts';
import type { Shape, StructureName } from './shape.ts';

/** Gives the value that one of several is in the end, and any other value as it is. */
export type Choose = (value: Value) => Value;

/**
 * How the names and values of a kind of document are written. Models and rules know one notation only, that of the
 * input of AWS's API: `networkMode`, a number as a number. A document in another is seen through its own.
 */
export interface Notation {
  readonly name: NotationName;
  /**
   * A value as it would be in the notation of the API's input, each part at its place in the text; where values stand
   * for one of several, with those that are chosen.
   */
  see(value: Value, shape: Shape, choose?: Choose): Value;
  /**
   * How the name of a property of the API is written here. That of one and the same name can differ from one structure
   * to another; without a structure, it is the one that is written most often. The empty string is for one that is not
   * written: what it holds stands in its place.
   */
  write(property: string, structure?: StructureName): string;
  /**
   * The address of what a value refers to in the same document, as that of a role by its ARN; undefined where it refers
   * to nothing there.
   */
  referenceIn?(value: Value): string | undefined;
  /** How the value of a property of the API is written here, where it is not as the API has it. */
  spell?(value: Json, property: string): Json;
  /** A change of values that do not stand in the text as they are seen; undefined for one like any other. */
  rewrite?(change: Change): readonly Change[] | undefined;
}

/** What is registered with AWS's API, and what it describes. */
export const INPUT: Notation = { name: 'input', see: (value) => value, write: (property) => property };
