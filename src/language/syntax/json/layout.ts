import { indentOf, nearestIndent, startOf, stepAround } from '../indentation.ts';
import { lineBreakAt, LONGEST_SPACE } from '../lines.ts';
import type { Value } from '../value.ts';
import { skipTrivia } from './trivia.ts';

/** How the entries of an object or array are laid out, so that new ones can follow. */
export interface Layout {
  /** Whether each entry has a line of its own. */
  readonly isMultiline: boolean;
  readonly lineBreak: string;
  /** What stands before an entry that has a line of its own. */
  readonly indent: string;
  /** What one more level adds to that. */
  readonly step: string;
  /** Between a name and its value, as `": "`. */
  readonly colon: string;
  /** Between entries on one line, as `", "`. */
  readonly comma: string;
  /** Between the braces of an object on one line and what they hold. */
  readonly padding: string;
}

/** The layout of what is in an object or array, or what would be if it were not empty. */
export function layoutWithin(container: Value): Layout {
  const last = container.children.at(-1);
  const step = stepAround(container);
  const ownIndent = last === undefined ? undefined : indentOf(last);
  const colon = colonAround(container);
  const isMultiline = last === undefined ? wouldBeMultiline(container) : ownIndent !== undefined;
  return {
    isMultiline,
    // Where there are no lines, looking for their breaks would go through the whole text.
    lineBreak: isMultiline
      ? lineBreakAt(container.source.text, last === undefined ? container.start : startOf(last))
      : '',
    indent: ownIndent ?? nearestIndent(container) + step,
    step,
    colon,
    comma: commaWithin(container) ?? (colon.endsWith(' ') ? ', ' : ','),
    padding: paddingAround(container),
  };
}

/** The offset after the comma that follows an entry, if one does. */
export function commaAfter({ end, source }: Value): number | undefined {
  const at = skipTrivia(source.text, end);
  return source.text[at] === ',' ? at + 1 : undefined;
}

/** What stands between the brackets, up to the end of the text if the closing one is missing. */
export function innerRange({ kind, start, end, source }: Value): { readonly start: number; readonly end: number } {
  const isClosed = end - start > 1 && source.text[end - 1] === (kind === 'object' ? '}' : ']');
  return { start: start + 1, end: isClosed ? end - 1 : end };
}

function wouldBeMultiline(container: Value): boolean {
  const { start, end } = innerRange(container);
  const inner = container.source.text.slice(start, end);
  return /[\r\n]/.test(inner) || (inner.trim() === '' && indentOf(container) !== undefined);
}

function colonAround(container: Value): string {
  for (let value: Value | undefined = container; value !== undefined; value = value.parent) {
    const property = value.children.at(-1);
    if (property?.key === undefined) {
      continue;
    }
    const [, before, after] = /^(\s*):(\s*)$/.exec(between(value, property.key.end, property.start)) ?? [];
    // More than one blank is an alignment of columns, which a new name is not part of.
    if (before !== undefined) {
      return `${before === '' ? '' : ' '}:${after === '' ? '' : ' '}`;
    }
  }
  return ': ';
}

function commaWithin(container: Value): string | undefined {
  const [before, last] = container.children.slice(-2);
  if (before === undefined || last === undefined) {
    return undefined;
  }
  const [, after] = /^[ \t]*,([ \t]*)$/.exec(between(container, before.end, startOf(last))) ?? [];
  return after === undefined ? undefined : after === '' ? ',' : ', ';
}

/** The text from one offset to another, or the first part of a long one. */
function between({ source }: Value, from: number, to: number): string {
  return source.text.slice(from, Math.min(to, from + 2 * LONGEST_SPACE));
}

function paddingAround(container: Value): string {
  for (let value: Value | undefined = container; value !== undefined; value = value.parent) {
    const first = value.children[0];
    if (value.kind === 'object' && first !== undefined && indentOf(first) === undefined) {
      return value.source.text[value.start + 1] === ' ' ? ' ' : '';
    }
  }
  return '';
}
