import { type Content, type Entry, isList, isObject, isVerbatim, writtenIn } from '../content.ts';
import { writtenAt } from '../verbatim.ts';
import { isBlock } from './hcl-node.ts';
import { commaAfter, type Layout } from './layout.ts';
import { encodeQuoted } from './string.ts';

/** The names that need no quotes. Those that are words of the language get them. */
const IDENTIFIER = /^(?!(?:true|false|null|for|if|in)$)[A-Za-z_][\w-]*$/;

/** A line of its own for an entry: what stands before the sign, if anything does, and all from there on. */
export interface Line {
  readonly name: string;
  readonly rest: string;
}

/** A value on one line. */
export function literal(value: Content): string {
  return stringify(value, ONE_LINE);
}

const ONE_LINE: Layout = {
  isMultiline: false,
  lineBreak: '\n',
  indent: '',
  step: '  ',
  assign: ' = ',
  isQuoted: false,
  hasCommas: false,
  isBody: false,
};

/** A value as an expression, for a place with this layout. */
export function stringify(value: Content, layout: Layout): string {
  if (typeof value === 'string') {
    return `"${encodeQuoted(value)}"`;
  }
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  if (isVerbatim(value)) {
    return writtenAt(value, layout.indent, commaAfter);
  }
  if (isList(value)) {
    return tuple(value, layout);
  }
  const entries = entriesOf(value);
  if (entries.length === 0) {
    return '{}';
  }
  const inner = within(layout, false);
  if (!layout.isMultiline) {
    return `{ ${entries.map((entry) => property(entry, inner)).join(', ')} }`;
  }
  return braced(lines(entries, inner), layout, inner.hasCommas ? ',' : '');
}

/** The name of a property of an object as it is written there. */
export function nameOf(name: string, isQuoted: boolean): string {
  return isQuoted || !IDENTIFIER.test(name) ? `"${encodeQuoted(name)}"` : name;
}

/** Entries of a body or object, each as what stands on its line or lines. */
export function lines(entries: readonly Entry[], layout: Layout): readonly Line[] {
  return entries.flatMap((entry) => {
    if (layout.isBody && isForBlocks(entry.value)) {
      return blocks(entry, layout).map((text) => ({ name: '', rest: text }));
    }
    const name = layout.isBody ? (entry.name ?? '') : nameOf(entry.name ?? '', layout.isQuoted);
    return [{ name, rest: (layout.isBody ? ' = ' : layout.assign) + stringify(entry.value, layout) }];
  });
}

/** An entry of an object, tuple or body on one line, or where it begins on one. */
export function property({ name, value }: Entry, layout: Layout): string {
  return (name === undefined ? '' : nameOf(name, layout.isQuoted) + layout.assign) + stringify(value, layout);
}

/** Whether something is a block in a body, or several of the same name. */
export function isForBlocks(value: Content): boolean {
  if (isList(value)) {
    return value.length > 0 && value.every(isForBlocks);
  }
  return (
    typeof value === 'object' && value !== null && (isVerbatim(value) ? isBlock(writtenIn(value)) : isObject(value))
  );
}

function blocks({ name = '', value }: Entry, layout: Layout): readonly string[] {
  if (isList(value)) {
    return value.flatMap((item) => blocks({ name, value: item }, layout));
  }
  if (!isObject(value)) {
    return [`${name} ${stringify(value, layout)}`];
  }
  const entries = entriesOf(value);
  return [`${name} ${entries.length === 0 ? '{}' : braced(lines(entries, within(layout, true)), layout, '')}`];
}

function entriesOf(object: { readonly [name: string]: Content }): readonly Entry[] {
  return Object.entries(object).map(([name, value]) => ({ name, value }));
}

function within(layout: Layout, isBody: boolean): Layout {
  return { ...layout, indent: layout.indent + layout.step, isBody };
}

function tuple(items: readonly Content[], layout: Layout): string {
  const isFlat = !layout.isMultiline || !items.some((item) => typeof item === 'object' && item !== null);
  const inner = within(layout, false);
  if (items.length === 0 || isFlat) {
    return `[${items.map((item) => stringify(item, { ...inner, isMultiline: false })).join(', ')}]`;
  }
  const { lineBreak, indent } = inner;
  return `[${items.map((item) => `${lineBreak}${indent}${stringify(item, inner)}`).join(',')}${lineBreak}${layout.indent}]`;
}

/** Lines in braces, their signs below each other. */
function braced(inner: readonly Line[], { lineBreak, indent, step }: Layout, end: string): string {
  const written = aligned(inner).map((line) => `${lineBreak}${indent}${step}${line}${end}`);
  const last = end === '' ? written : [...written.slice(0, -1), (written.at(-1) ?? '').slice(0, -end.length)];
  return `{${last.join('')}${lineBreak}${indent}}`;
}

/** Lines as `terraform fmt` has them: signs of lines that follow each other are below each other. */
function aligned(all: readonly Line[]): readonly string[] {
  let width = 0;
  return all.map((line, index) => {
    if (!isAligned(all[index - 1])) {
      width = 0;
      for (let at = index; isAligned(all[at]); at++) {
        width = Math.max(width, all[at]?.name.length ?? 0);
      }
    }
    return line.name.padEnd(isAligned(line) ? width : 0) + line.rest;
  });
}

/** Whether the sign of a line is to stand below others: that of a value on one line. */
export function isAligned(line: Line | undefined): boolean {
  return line !== undefined && /^ = [^\r\n]*$/.test(line.rest);
}
