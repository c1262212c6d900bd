import type { Range } from '../../api.ts';
import { indentOf, nearestIndent, startOf, stepAround } from '../indentation.ts';
import { lineBreakAt } from '../lines.ts';
import type { Value } from '../value.ts';
import { isBody } from './hcl-node.ts';
import { skipTrivia } from './trivia.ts';

/** How the entries of an object or tuple, or the attributes and blocks of a body, are laid out. */
export interface Layout {
  /** Whether each entry has a line of its own. */
  readonly isMultiline: boolean;
  readonly lineBreak: string;
  /** What stands before an entry that has a line of its own. */
  readonly indent: string;
  /** What one more level adds to that. */
  readonly step: string;
  /** Between the name of an object's property and its value, as ` = ` or `: `. */
  readonly assign: string;
  /** Whether the names of an object's properties stand in quotes. */
  readonly isQuoted: boolean;
  /** Whether commas end the lines of an object's properties, too. */
  readonly hasCommas: boolean;
  /** Whether entries are attributes and blocks. */
  readonly isBody: boolean;
}

/** The layout of what is in an object, tuple or body, or what would be if it were not empty. */
export function layoutWithin(container: Value): Layout {
  const last = container.children.at(-1);
  const ownIndent = last === undefined ? undefined : indentOf(last);
  const step = stepAround(container);
  const body = isBody(container);
  const isMultiline = body || (last === undefined ? wouldBeMultiline(container) : ownIndent !== undefined);
  return {
    isMultiline,
    lineBreak: lineBreakAt(container.source.text, last === undefined ? container.start : startOf(last)),
    // A file has no indentation; what is in it stands at the start of a line.
    indent: ownIndent ?? (container.parent === undefined ? '' : nearestIndent(container) + step),
    step,
    ...styleAround(container),
    isBody: body,
  };
}

/** The offset after the comma that follows an entry, if one does. */
export function commaAfter({ end, source }: Value): number | undefined {
  const at = skipTrivia(source.text, end);
  return source.text[at] === ',' ? at + 1 : undefined;
}

/** What stands between the brackets, up to the end of the text if the closing one is missing. */
export function innerRange({ kind, start, end, source, parent }: Value): Range {
  if (parent === undefined) {
    return { start, end };
  }
  const isClosed = end - start > 1 && source.text[end - 1] === (kind === 'object' ? '}' : ']');
  return { start: start + 1, end: isClosed ? end - 1 : end };
}

/** Where the sign stands that gives an attribute or property its value; undefined for a block. */
export function signOf({ key, start, source }: Value): number | undefined {
  if (key === undefined) {
    return undefined;
  }
  const at = skipTrivia(source.text, key.end);
  return at < start && /[=:]/.test(source.text.charAt(at)) ? at : undefined;
}

function wouldBeMultiline(container: Value): boolean {
  const { start, end } = innerRange(container);
  const inner = container.source.text.slice(start, end);
  return /[\r\n]/.test(inner) || (inner.trim() === '' && hasLines(container.parent));
}

function hasLines(container: Value | undefined): boolean {
  const last = container?.children.at(-1);
  return last !== undefined && indentOf(last) !== undefined;
}

/** How the properties of an object are written, or those of the nearest around it that has any. */
function styleAround(container: Value): Pick<Layout, 'assign' | 'isQuoted' | 'hasCommas'> {
  for (let value: Value | undefined = container; value !== undefined && !isBody(value); value = value.parent) {
    const first = value.children[0];
    const last = value.children.at(-1);
    if (value.kind === 'object' && last?.key !== undefined && first !== undefined) {
      const { text } = last.source;
      const sign = signOf(last);
      const isColon = sign !== undefined && text[sign] === ':';
      const isTight = isColon && text[last.key.end] === ':';
      return {
        assign: isColon ? (isTight ? ': ' : ' : ') : ' = ',
        isQuoted: text[last.key.start] === '"',
        hasCommas: commaAfter(first) !== undefined,
      };
    }
  }
  return { assign: ' = ', isQuoted: false, hasCommas: false };
}
