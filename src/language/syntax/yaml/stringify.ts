import { type Content, isList, isVerbatim, writtenIn } from '../content.ts';
import type { Scalar, Value } from '../value.ts';
import { isPlain } from './scalars.ts';
import { columnOf, spaces, type Style } from './style.ts';
import { isInFlow, layoutOf } from './yaml-node.ts';

/** A property of an object on lines of its own, or an element of a list, which begins in a column. */
export function entryText(name: string | undefined, content: Content, column: number, style: Style): string {
  return name === undefined
    ? `-${textAfterDash(content, column, style)}`
    : `${stringText(name, style, false)}:${textAfterColon(content, column, style)}`;
}

/** What follows the colon of a property that begins in a column. */
export function textAfterColon(content: Content, column: number, style: Style): string {
  if (isOnOneLine(content)) {
    return ` ${flowText(content, style, false)}`;
  }
  if (isVerbatim(content)) {
    return movedAfterColon(writtenIn(content), column, style);
  }
  const inner = column + (isList(content) ? style.dash : style.step);
  return style.lineBreak + spaces(inner) + linesText(content, inner, style);
}

/** Data where a line begins, in a column that its lines are to begin in. */
export function linesText(content: Content, column: number, style: Style): string {
  if (isOnOneLine(content)) {
    return flowText(content, style, false);
  }
  if (isVerbatim(content)) {
    return writtenText(writtenIn(content));
  }
  return entriesOf(content)
    .map(([name, value]) => entryText(name, value, column, style))
    .join(style.lineBreak + spaces(column));
}

/** What follows the dash of an element that is in a column. */
function textAfterDash(content: Content, column: number, style: Style): string {
  if (isOnOneLine(content)) {
    return ` ${flowText(content, style, false)}`;
  }
  if (isVerbatim(content)) {
    return movedAfterDash(writtenIn(content), column, style);
  }
  return ` ${linesText(content, column + 2, style)}`;
}

function isOnOneLine(content: Content): content is Scalar | readonly [] {
  return typeof content !== 'object' || content === null || (!isVerbatim(content) && Object.keys(content).length === 0);
}

type Entries = readonly (readonly [string | undefined, Content])[];

function entriesOf(content: readonly Content[] | { readonly [name: string]: Content }): Entries {
  return isList(content) ? content.map((item) => [undefined, item] as const) : Object.entries(content);
}

function movedAfterColon(value: Value, column: number, style: Style): string {
  if (layoutOf(value).style !== 'block') {
    return movedOnLine(value, column, style);
  }
  const inner = column + (value.kind === 'array' ? style.dash : style.step);
  return style.lineBreak + spaces(inner) + shifted(writtenText(value), inner - columnOf(value, value.start));
}

function movedAfterDash(value: Value, column: number, style: Style): string {
  return layoutOf(value).style === 'block'
    ? ` ${shifted(writtenText(value), column + 2 - columnOf(value, value.start))}`
    : movedOnLine(value, column, style);
}

function movedOnLine(value: Value, column: number, style: Style): string {
  const { style: written, entry } = layoutOf(value);
  if (written === 'empty') {
    return '';
  }
  // In brackets, lines begin anywhere.
  return isInFlow(value)
    ? ` ${movedIntoBrackets(value, style)}`
    : ` ${shifted(writtenText(value), column - columnOf(value, entry))}`;
}

function writtenText({ source, start, end }: Value): string {
  return source.text.slice(start, end);
}

/** A text whose lines, but for the first, are so many columns further right. */
export function shifted(text: string, by: number): string {
  return by === 0
    ? text
    : text.replace(/(\r\n?|\n)( *)(?=[^\s])/g, (_, lineBreak: string, blanks: string) => {
        return lineBreak + spaces(blanks.length + by);
      });
}

/** Data on one line, with brackets around objects and lists; inside of others, or by itself. */
export function flowText(content: Content, style: Style, isInBrackets = true): string {
  if (typeof content === 'string') {
    return stringText(content, style, isInBrackets);
  }
  if (typeof content !== 'object' || content === null) {
    return String(content);
  }
  if (isVerbatim(content)) {
    return movedIntoBrackets(writtenIn(content), style);
  }
  if (isList(content)) {
    return `[${content.map((item) => flowText(item, style)).join(', ')}]`;
  }
  const properties = Object.entries(content).map(([name, value]) => flowEntry(name, value, style));
  return properties.length === 0 ? '{}' : `{ ${properties.join(', ')} }`;
}

/** A property in the braces of an object, or an element in the brackets of a list. */
export function flowEntry(name: string | undefined, content: Content, style: Style): string {
  return (name === undefined ? '' : `${stringText(name, style, true)}: `) + flowText(content, style);
}

function movedIntoBrackets(value: Value, style: Style): string {
  const { kind, children, scalar } = value;
  const [only] = children;
  if (kind === 'string' && typeof scalar === 'string') {
    return stringText(scalar, style, true);
  }
  if (only?.key !== undefined && value.source.text[only.key.start] === '!') {
    const { start, end } = only.key;
    return `${value.source.text.slice(start, end)} ${movedIntoBrackets(only, style)}`.trimEnd();
  }
  if (kind === 'array') {
    return `[${children.map((child) => movedIntoBrackets(child, style)).join(', ')}]`;
  }
  if (kind === 'object') {
    const properties = children.map(
      (child) => `${stringText(child.key?.name ?? '', style, true)}: ${movedIntoBrackets(child, style)}`,
    );
    return properties.length === 0 ? '{}' : `{ ${properties.join(', ')} }`;
  }
  return layoutOf(value).style === 'empty' ? 'null' : writtenText(value);
}

/** A string, with quotes if it needs some. */
export function stringText(text: string, style: Style, isInBrackets: boolean): string {
  return !style.isQuoted && isPlain(text, isInBrackets) ? text : quoted(text, style.quote);
}

/** A string in quotes; what cannot stand in single ones gets double ones. */
export function quoted(text: string, quote: '"' | "'"): string {
  return quote === "'" && /^[\x20-\x7e]*$/.test(text) ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text);
}
