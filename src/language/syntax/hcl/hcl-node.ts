import type { Range } from '../../api.ts';
import { Node } from '../node.ts';
import type { Expression, Key, Kind, Scalar, Source, Value } from '../value.ts';

/**
 * What an object is written as: a whole file or what stands in the braces of a block, which hold attributes and blocks;
 * the labels of a block; or an expression.
 */
export type Form = 'body' | 'labels' | 'expression';

/** A value in HCL. */
export class HclNode extends Node {
  readonly form: Form;
  readonly expression: Expression | undefined;

  constructor(
    kind: Kind,
    source: Source,
    range: Range,
    parent?: Node,
    key?: Key,
    content?: Scalar | readonly Node[],
    form: Form = 'expression',
    expression?: Expression,
  ) {
    super(kind, source, range, parent, key, content);
    this.form = form;
    this.expression = expression;
  }
}

/** Whether a value is a file or what is in a block, so that properties are attributes and blocks. */
export function isBody(value: Value | undefined): boolean {
  return value instanceof HclNode && value.form === 'body';
}

/** Whether a property is written as a block, and not with an equals sign. */
export function isBlock(value: Value): boolean {
  return value instanceof HclNode && value.form !== 'expression';
}
