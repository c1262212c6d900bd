import { isLineBreak, lineBreakAt, LONGEST_SPACE } from '../lines.ts';
import type { Value } from '../value.ts';
import { isBlock, layoutOf } from './yaml-node.ts';

/** How what is around a place is written, so that new things can be written alike. */
export interface Style {
  readonly lineBreak: string;
  /** By how many columns the properties of an object are further right than its name. */
  readonly step: number;
  /** By how many columns the dashes of a list are further right than its name. */
  readonly dash: number;
  /** The quotes of strings that need some. */
  readonly quote: '"' | "'";
  /** Whether strings and names that would need no quotes have some, as in JSON. */
  readonly isQuoted: boolean;
}

/** What stands by itself is written so. */
export const ALONE: Style = { lineBreak: '\n', step: 2, dash: 2, quote: '"', isQuoted: false };

/** So many neighbours are looked at: they are all alike. */
const ENOUGH = 20;

/** How an object or array, and what is around it, is written. */
export function styleAround(container: Value): Style {
  let step: number | undefined;
  let dash: number | undefined;
  let quote: Style['quote'] | undefined;
  for (let value: Value | undefined = container; value !== undefined; value = value.parent) {
    for (const child of value.children.slice(0, ENOUGH)) {
      const isProperty = child.key !== undefined && isBlock(value) && isBlock(child);
      const deeper = isProperty ? columnOf(child, child.start) - columnOf(child, layoutOf(child).entry) : 0;
      if (isProperty && child.kind === 'array') {
        dash ??= deeper;
      } else if (isProperty && deeper > 0) {
        step ??= deeper;
      }
      quote ??= child.kind === 'string' ? quoteAt(child, child.start) : undefined;
    }
  }
  const name = container.children[0]?.key;
  return {
    lineBreak: lineBreakAt(container.source.text, container.start),
    step: step ?? 2,
    dash: dash ?? step ?? 2,
    quote: quote ?? '"',
    isQuoted: layoutOf(container).style === 'flow' && name !== undefined && quoteAt(container, name.start) === '"',
  };
}

function quoteAt({ source: { text } }: Value, at: number): Style['quote'] | undefined {
  const mark = text[at];
  return mark === '"' || mark === "'" ? mark : undefined;
}

/** In which column of its line an offset of the text of a value is, from 0; further right than any is none. */
export function columnOf({ source: { text } }: Value, at: number): number {
  let start = at;
  while (start > 0 && at - start < LONGEST_SPACE && !isLineBreak(text[start - 1]) && text[start - 1] !== '\uFEFF') {
    start--;
  }
  return at - start;
}

/** The column in which the entries of an object or array on lines of its own begin. */
export function columnWithin(container: Value): number {
  const first = container.children[0];
  return columnOf(container, first === undefined ? container.start : layoutOf(first).entry);
}

export function spaces(count: number): string {
  return ' '.repeat(Math.max(0, count));
}
