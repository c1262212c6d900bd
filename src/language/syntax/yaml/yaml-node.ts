import type { Range } from '../../api.ts';
import { Node } from '../node.ts';
import type { Key, Kind, Scalar, Source, Value } from '../value.ts';

/**
 * How a value stands in the text: an object or array on lines of its own, or one in brackets; anything on its line;
 * or nothing at all, as after `key:`.
 */
export type Style = 'block' | 'flow' | 'scalar' | 'empty';

/** How a value is laid out. */
export interface Layout {
  readonly style: Style;
  /** Where its entry starts: with its dash or its name, or with itself. */
  readonly entry: number;
  /** The offset after the dash or colon that it follows, or that of its start where there is none. */
  readonly after: number;
}

/** A value of a YAML document. What is empty has the place of its name, for want of one of its own. */
export class YamlNode extends Node implements Layout {
  readonly style: Style;
  readonly entry: number;
  readonly after: number;

  constructor(
    kind: Kind,
    source: Source,
    range: Range,
    { style, entry, after }: Layout,
    parent?: Node,
    key?: Key,
    content?: Scalar | readonly Node[],
  ) {
    super(kind, source, range, parent, key, content);
    this.style = style;
    this.entry = entry;
    this.after = after;
  }
}

/** The layout of a value of a YAML document. */
export function layoutOf(value: Value): Layout {
  const { key, start } = value;
  return value instanceof YamlNode ? value : { style: 'scalar', entry: key?.start ?? start, after: start };
}

/** Whether what is in an object or array has lines of its own. */
export function isBlock(value: Value): boolean {
  return layoutOf(value).style === 'block';
}

/** Whether a value stands in brackets, so that what is written in its place must do without lines. */
export function isInFlow({ parent }: Value): boolean {
  return parent !== undefined && (layoutOf(parent).style === 'flow' || isInFlow(parent));
}

/** Where a value ends; what is empty ends with its colon or dash. */
export function endOf(value: Value): number {
  const { style, after } = layoutOf(value);
  return style === 'empty' ? after : value.end;
}
