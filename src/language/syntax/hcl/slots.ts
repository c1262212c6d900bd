import type { Range } from '../../api.ts';
import { emptyStringAt, isWorse, propertyAt, valueAt } from '../at-offset.ts';
import { indentOf } from '../indentation.ts';
import { keySlotWithin, slotsWithin } from '../json/index.ts';
import { endOfLine } from '../lines.ts';
import type { Slot, Value } from '../value.ts';
import { isBody } from './hcl-node.ts';
import { isHeredoc, jsonIn } from './heredoc.ts';
import { commaAfter, signOf } from './layout.ts';
import { heredocLines } from './string.ts';
import { literal, nameOf } from './stringify.ts';
import { skipTrivia } from './trivia.ts';

/** See {@link Syntax.slotsAt}. */
export function slotsAt(root: Value, offset: number): readonly Slot[] {
  const value = valueAt(root, offset);
  if (value.kind !== 'string') {
    return fill(root, gapAround(root.source.text, offset));
  }
  if (isHeredoc(value)) {
    const json = jsonIn(value);
    return json === undefined ? [] : slotsWithin(json, offset).map((slot) => inFile(slot, value));
  }
  const isInside = value.start < offset && offset < value.end && !isInTemplate(value, offset);
  return isInside ? [{ gap: undefined, string: value }] : [];
}

/** Whether an offset of a string stands in `${…}` or `%{…}`. */
function isInTemplate({ start, source: { text } }: Value, offset: number): boolean {
  const before = text.slice(start, offset);
  const opened = Math.max(before.lastIndexOf('${'), before.lastIndexOf('%{'));
  return opened >= 0 && !before.includes('}', opened);
}

/** A place in the JSON of a string, as one of the file that the string is in. */
function inFile(slot: Slot, string: Value): Slot {
  if (slot.gap === undefined) {
    return slot;
  }
  const { text, syntax } = string.source;
  const { end } = heredocLines(text, string);
  const filled = syntax.parse(slot.filled.source.text + text.slice(end));
  return { ...slot, filled: filled ?? slot.filled };
}

/** What a string would be written over: nothing, a word, or what is there of a string whose end is missing. */
function gapAround(text: string, offset: number): Range {
  let start = offset;
  while (/[\w:./*-]/.test(text.charAt(start - 1))) {
    start--;
  }
  let end = offset;
  while (/[\w-]/.test(text.charAt(end))) {
    end++;
  }
  return { start: text[start - 1] === '"' ? start - 1 : start, end };
}

/** The place for a string, told by what the text is with one there. */
function fill(root: Value, gap: Range): readonly Slot[] {
  const { text, syntax } = root.source;
  const isFollowed = /["\w{[]/.test(text.charAt(skipTrivia(text, gap.end)));
  for (const comma of isFollowed ? ['', ','] : ['']) {
    const filled = syntax.parse(`${text.slice(0, gap.start)}""${comma}${text.slice(gap.end)}`);
    const string = filled && emptyStringAt(filled, gap.start);
    if (filled === undefined || string === undefined || isWorse(filled, root)) {
      continue;
    }
    const isElement = string.parent?.kind === 'array';
    const before = isElement ? string.parent.children[string.parent.children.indexOf(string) - 1] : undefined;
    const isApart = before === undefined || commaAfter(before) !== undefined;
    if (isApart && (isElement ? (comma !== '') === isFollowed : comma === '')) {
      return [{ gap, write: (word) => literal(word) + comma, filled, string }];
    }
  }
  return [];
}

/**
 * See {@link Syntax.keySlotAt}. There are names in objects alone, not in files and blocks: whoever knows the provider
 * completes those.
 */
export function keySlotAt(root: Value, offset: number): Slot | undefined {
  const value = valueAt(root, offset);
  if (value.kind === 'string' && isHeredoc(value)) {
    const json = jsonIn(value);
    const slot = json && keySlotWithin(json, offset);
    return slot && inFile(slot, value);
  }
  const { text, syntax } = root.source;
  const { start, end, isQuoted } = nameAround(text, offset);
  const isNamed = /^[ \t]*(?:=(?!=)|:)/.test(text.slice(end, endOfLine(text, end)));
  const comma = /^[ \t]*(?:$|[\r}#,]|\/[/*])/.test(text.slice(end, endOfLine(text, end))) ? '' : ',';
  const filled = syntax.parse(`${text.slice(0, start)}""${isNamed ? '' : ` = 0${comma}`}${text.slice(end)}`);
  const property = filled && propertyAt(filled, start);
  if (filled === undefined || property === undefined || isBody(property.parent) || isWorse(filled, root)) {
    return undefined;
  }
  const sibling = nearestTo(property);
  const isLikeSibling = !isQuoted && start === offset && sibling !== undefined && text[sibling.key?.start ?? 0] === '"';
  return {
    gap: { start, end },
    write: (name) => {
      const written = nameOf(name, isQuoted || isLikeSibling);
      return isNamed ? written : withSign(written, sibling);
    },
    filled,
    string: property,
  };
}

/** What is there of a name, with the quotes that are. */
function nameAround(text: string, offset: number): Range & { readonly isQuoted: boolean } {
  let start = offset;
  while (/[\w:/.-]/.test(text.charAt(start - 1))) {
    start--;
  }
  const isQuoted = text[start - 1] === '"';
  const rest = isQuoted ? /[\w:/.-]*"?/y : /[\w-]*/y;
  rest.lastIndex = offset;
  return { start: isQuoted ? start - 1 : start, end: rest.test(text) ? rest.lastIndex : offset, isQuoted };
}

/** The property before one in an object, or that behind it. */
function nearestTo(property: Value): Value | undefined {
  const properties = property.parent?.children ?? [];
  const index = properties.indexOf(property);
  return properties[index - 1] ?? properties[index + 1];
}

/** A name and what goes before its value, as a property beside has it: the signs of lines stand below each other. */
function withSign(name: string, sibling: Value | undefined): string {
  const sign = sibling && signOf(sibling);
  if (sibling?.key === undefined || sign === undefined) {
    return `${name} = `;
  }
  const { text } = sibling.source;
  const { start, end } = sibling.key;
  if (text[sign] === ':') {
    return sign === end ? `${name}: ` : `${name} : `;
  }
  return `${indentOf(sibling) === undefined ? name : name.padEnd(sign - start - 1)} = `;
}
