import type { TextEdit } from '../../api.ts';
import type { Content, Entry } from '../content.ts';
import { indentOf, nearestIndent, startOf } from '../indentation.ts';
import { LONGEST_SPACE, skipBlanks, skipLineBreak } from '../lines.ts';
import type { Value } from '../value.ts';
import { isBlock } from './hcl-node.ts';
import { commaAfter, innerRange, type Layout, layoutWithin, signOf } from './layout.ts';
import { isAligned, isForBlocks, type Line, lines, property } from './stringify.ts';
import { skipCommentsOnLine } from './trivia.ts';

/** Edits that add entries to an object or tuple, or attributes and blocks to a body, laid out as the others there. */
export function insertEntries(container: Value, entries: readonly Entry[]): readonly TextEdit[] {
  const layout = layoutWithin(container);
  if (layout.isBody) {
    return insertInBody(container, entries, layout);
  }
  const last = container.children.at(-1);
  if (last === undefined) {
    return fill(container, entries, layout);
  }
  return layout.isMultiline && container.kind === 'object'
    ? appendLines(container, last, lines(entries, layout), layout)
    : append(container, last, entries, layout);
}

/** Attributes go behind the last attribute, blocks behind the last block of the same name, or to the end. */
function insertInBody(body: Value, entries: readonly Entry[], layout: Layout): readonly TextEdit[] {
  const { children } = body;
  const blocks = entries.filter(({ value }) => isForBlocks(value));
  const attributes = entries.filter((entry) => !blocks.includes(entry));
  if (children.length === 0 || isOnOneLine(body)) {
    return fillBody(body, [...attributes, ...blocks], layout);
  }
  const edits: TextEdit[] = [];
  if (attributes.length > 0) {
    const last = children.findLast((child) => !isBlock(child));
    const added = lines(attributes, layout);
    edits.push(...(last === undefined ? startBody(body, added, layout) : appendLines(body, last, added, layout)));
  }
  for (const block of blocks) {
    const before = children.findLast(({ key }) => key?.name === block.name) ?? children.at(-1);
    if (before !== undefined) {
      const at = skipCommentsOnLine(body.source.text, before.end);
      const gap = before.key?.name === block.name ? gapBefore(before, layout) : layout.lineBreak;
      const text = lines([block], layout)
        .map(({ rest }) => gap + layout.lineBreak + layout.indent + rest)
        .join('');
      edits.push({ start: at, end: at, text });
    }
  }
  return edits;
}

/** A line break where an empty line stands before a block, so that one stands before the next of its name, too. */
function gapBefore(block: Value, { lineBreak }: Layout): string {
  const start = startOf(block);
  const before = block.source.text.slice(Math.max(0, start - LONGEST_SPACE), start);
  return /\n[ \t]*\r?\n[ \t]*$/.test(before) ? lineBreak : '';
}

function isOnOneLine(body: Value): boolean {
  const last = body.children.at(-1);
  return body.parent !== undefined && last !== undefined && indentOf(last) === undefined;
}

/** A body with nothing in it, or all on the line of its braces: more than one attribute needs lines. */
function fillBody(body: Value, entries: readonly Entry[], layout: Layout): readonly TextEdit[] {
  const { start, end } = innerRange(body);
  const { text } = body.source;
  const inner = text.slice(start, end);
  const outer = nearestIndent(body);
  const indent = body.parent === undefined ? '' : outer + layout.step;
  const ownLayout = { ...layout, indent };
  const newLine = layout.lineBreak + indent;
  const added = joined(lines(entries, ownLayout), newLine);
  if (inner.trim() === '') {
    return [{ start, end, text: newLine + added + layout.lineBreak + outer }];
  }
  const isLines = /[\r\n]/.test(inner);
  const at = start + inner.trimEnd().length;
  return isLines
    ? [{ start: at, end: at, text: newLine + added }]
    : [
        { start, end: start + inner.length - inner.trimStart().length, text: newLine },
        { start: at, end, text: newLine + added + layout.lineBreak + outer },
      ];
}

/** Attributes before the first block of a body. */
function startBody(body: Value, added: readonly Line[], layout: Layout): readonly TextEdit[] {
  const { start } = innerRange(body);
  const newLine = layout.lineBreak + layout.indent;
  return [{ start, end: start, text: newLine + joined(added, newLine) + layout.lineBreak }];
}

/** Lines behind an entry, with signs below those of the lines before. */
function appendLines(container: Value, last: Value, added: readonly Line[], layout: Layout): readonly TextEdit[] {
  const { text } = container.source;
  const newLine = layout.lineBreak + layout.indent;
  const chain = layout.assign === ' = ' || layout.isBody ? chainOf(container, last) : [];
  const isRegular = chain.every((entry) => signOf(entry) === columnOf(chain) + startOf(entry));
  const width = isRegular && added.every(isAligned) ? widest(chain, added) : 0;
  const realigned = width === 0 ? [] : chain.flatMap((entry) => alignedTo(entry, width));
  const comma = layout.isBody ? undefined : commaAfter(last);
  const end = comma ?? last.end;
  const at = skipCommentsOnLine(text, end);
  const isFirstLacking = !layout.isBody && layout.hasCommas && comma === undefined;
  const isLastWith = comma !== undefined;
  const body = added
    .map(({ name, rest }) => newLine + name.padEnd(width) + rest)
    .join(layout.hasCommas && !layout.isBody ? ',' : '');
  return [
    ...realigned,
    ...(isFirstLacking ? [{ start: end, end, text: ',' }] : []),
    { start: at, end: at, text: body + (isLastWith ? ',' : '') },
  ];
}

/** The entries on one line each that end with a certain one, without an empty line or a comment between them. */
function chainOf({ children }: Value, last: Value): readonly Value[] {
  const chain: Value[] = [];
  let next: Value | undefined;
  for (let index = children.indexOf(last); index >= 0; index--) {
    const entry = children[index];
    if (entry === undefined || !isChained(entry, next)) {
      break;
    }
    chain.unshift(entry);
    next = entry;
  }
  return chain;
}

function isChained(entry: Value, next: Value | undefined): boolean {
  const { text } = entry.source;
  const start = startOf(entry);
  const sign = signOf(entry);
  if (
    sign === undefined ||
    text[sign] !== '=' ||
    indentOf(entry) === undefined ||
    /[\r\n]/.test(text.slice(start, entry.end))
  ) {
    return false;
  }
  if (next === undefined) {
    return true;
  }
  const at = skipLineBreak(text, skipBlanks(text, skipCommentsOnLine(text, commaAfter(entry) ?? entry.end)));
  return at !== undefined && skipBlanks(text, at) === startOf(next);
}

/** How far behind its start the sign of the first entry of a chain stands. */
function columnOf([first]: readonly Value[]): number {
  return first === undefined ? 0 : (signOf(first) ?? 0) - startOf(first);
}

function widest(chain: readonly Value[], added: readonly Line[]): number {
  return Math.max(
    ...chain.map(({ key }) => (key === undefined ? 0 : key.end - key.start)),
    ...added.map(({ name }) => name.length),
  );
}

/** The edit that moves a sign to where it stands behind names of some width; none where it stands there. */
function alignedTo(entry: Value, width: number): readonly TextEdit[] {
  const { key } = entry;
  const sign = signOf(entry);
  if (key === undefined || sign === undefined) {
    return [];
  }
  const text = ' '.repeat(width - (key.end - key.start) + 1);
  return sign - key.end === text.length ? [] : [{ start: key.end, end: sign, text }];
}

/** Elements of a tuple, or properties on the line of the braces. */
function append(container: Value, last: Value, entries: readonly Entry[], layout: Layout): readonly TextEdit[] {
  const separator = layout.isMultiline ? layout.lineBreak + layout.indent : ' ';
  const likeLast = layoutLike(last, layout);
  const added = entries.map((entry) => separator + property(entry, likeLast)).join(',');
  const comma = commaAfter(last);
  const end = comma ?? last.end;
  const at = layout.isMultiline ? skipCommentsOnLine(container.source.text, end) : end;
  if (comma !== undefined) {
    return [{ start: at, end: at, text: `${added},` }];
  }
  return at === end
    ? [{ start: at, end: at, text: `,${added}` }]
    : [
        { start: end, end, text: ',' },
        { start: at, end: at, text: added },
      ];
}

/** Elements on one line each, as `{ containerPort = 80 },`, are joined by others on one line. */
function layoutLike(sibling: Value, layout: Layout): Layout {
  const isObject = sibling.key === undefined && sibling.children.length > 0;
  return isObject && !layoutWithin(sibling).isMultiline ? { ...layout, isMultiline: false } : layout;
}

/** An object or tuple in which nothing is, but maybe comments, which stay and come first. */
function fill(container: Value, entries: readonly Entry[], layout: Layout): readonly TextEdit[] {
  const { start, end } = innerRange(container);
  const inner = container.source.text.slice(start, end);
  const isBlank = inner.trim() === '';
  const at = isBlank ? start : start + inner.trimEnd().length;
  const to = isBlank ? end : at;
  const isFlat = container.kind === 'array' && isBlank && entries.every(({ value }) => !isNested(value));
  if (!layout.isMultiline || isFlat) {
    const padding = container.kind === 'object' ? ' ' : '';
    const text = entries.map((entry) => property(entry, layout)).join(', ');
    return [{ start: at, end: to, text: isBlank ? padding + text + padding : ` ${text}` }];
  }
  const newLine = layout.lineBreak + layout.indent;
  const isTuple = container.kind === 'array';
  const text = isTuple
    ? entries.map((entry) => property(entry, layout)).join(`,${newLine}`)
    : joined(lines(entries, layout), newLine, layout.hasCommas ? ',' : '');
  return [{ start: at, end: to, text: newLine + text + (isBlank ? layout.lineBreak + nearestIndent(container) : '') }];
}

function isNested(value: Content): boolean {
  return typeof value === 'object' && value !== null;
}

/** Lines one below the other, their signs, too. */
function joined(all: readonly Line[], newLine: string, end = ''): string {
  const width = all.every(isAligned) ? Math.max(...all.map(({ name }) => name.length)) : 0;
  return all.map(({ name, rest }) => name.padEnd(width) + rest).join(end + newLine);
}
