import type { Range } from '../../api.ts';
import { emptyStringAt, isWorse, propertyAt, valueAt } from '../at-offset.ts';
import { indentBefore, isBlank, isLineBreak, skipBlanks } from '../lines.ts';
import type { Slot, Value } from '../value.ts';
import { quoted, stringText } from './stringify.ts';
import { contentOf } from './strings.ts';
import { ALONE, type Style } from './style.ts';
import { isInFlow, layoutOf } from './yaml-node.ts';

/** See {@link Syntax.slotsAt}. */
export function slotsAt(root: Value, offset: number): readonly Slot[] {
  const value = valueAt(root, offset);
  if (value.kind === 'string' && layoutOf(value).style === 'scalar' && !isRunningOn(value)) {
    const { start, end } = contentOf(value);
    return start <= offset && offset <= end ? [{ gap: undefined, string: value }] : [];
  }
  const { text } = root.source;
  const start = startOfWord(text, offset);
  const slots = [fill(root, { start, end: endOfWord(text, offset) }, '')];
  // What ends with a colon is a name; or a word that has a colon in it.
  if (text[offset - 1] === ':' && start < offset) {
    slots.unshift(fill(root, { start: offset, end: offset }, ' '));
  }
  return slots.flatMap((slot) => slot ?? []);
}

/** Whether a string ends on another line, as one whose end is missing does with the quote of another. */
function isRunningOn({ source: { text }, start, end }: Value): boolean {
  return /[\r\n]/.test(text.slice(start, end));
}

/** Where the word in front of an offset begins, with the quote before it. */
function startOfWord(text: string, offset: number): number {
  let start = offset;
  while (/[^\s[\]{},"'#]/.test(text.charAt(start - 1))) {
    start--;
  }
  return /["']/.test(text.charAt(start - 1)) ? start - 1 : start;
}

function endOfWord(text: string, offset: number): number {
  let end = offset;
  while (/[\w-]/.test(text.charAt(end))) {
    end++;
  }
  return end;
}

/** The place for a string, told by what the text is with one there, after some space. */
function fill(root: Value, { start, end }: Range, space: string): Slot | undefined {
  const { text, syntax } = root.source;
  const filled = syntax.parse(`${text.slice(0, start)}${space}""${text.slice(end)}`);
  const string = filled && emptyStringAt(filled, start + space.length);
  return filled === undefined || string === undefined || isWorse(filled, root)
    ? undefined
    : {
        gap: { start, end },
        write: (word: string) => space + stringText(word, ALONE, isInFlow(string)),
        filled,
        string,
      };
}

/** What may be part of a name in front of an offset. */
const IN_NAME = /[\w:/.-]/;

/** See {@link Syntax.keySlotAt}. */
export function keySlotAt(root: Value, offset: number): Slot | undefined {
  const { text, syntax } = root.source;
  let word = offset;
  while (IN_NAME.test(text.charAt(word - 1))) {
    word--;
  }
  const quote = text[word - 1];
  const isQuoted = quote === '"' || quote === "'";
  const start = isQuoted ? word - 1 : word;
  const name = /(?:[\w/.-]|:(?=[\w/]))*/y;
  name.lastIndex = offset;
  const behind = name.test(text) ? name.lastIndex : offset;
  const end = isQuoted && text[behind] === quote ? behind + 1 : behind;
  const next = text[skipBlanks(text, end)];
  const isNamed = next === ':';
  if (!isAtStart(text, start) || !(isNamed || next === undefined || isLineBreak(next) || '#,}'.includes(next))) {
    return undefined;
  }
  const filled = syntax.parse(`${text.slice(0, start)}""${isNamed ? '' : ': 0'}${text.slice(end)}`);
  const property = filled && propertyAt(filled, start);
  const sibling = property?.parent?.children.find((child) => child !== property);
  const isLikeJson = isQuoted ? quote === '"' : start === offset && sibling !== undefined && isInQuotes(sibling);
  const style: Style = { ...ALONE, isQuoted: isLikeJson };
  return filled === undefined || property === undefined || isWorse(filled, root)
    ? undefined
    : {
        gap: { start, end },
        write: (written) =>
          (isQuoted ? quoted(written, quote) : stringText(written, style, isInFlow(property))) + (isNamed ? '' : ': '),
        filled,
        string: property,
      };
}

/** Whether a name could stand at an offset: at the start of a line, behind dashes, or in braces. */
function isAtStart(text: string, offset: number): boolean {
  let at = offset;
  while (indentBefore(text, at) === undefined) {
    const before = startOfBlanks(text, at);
    if (text[before - 1] !== '-' || before === at) {
      return /[{,]/.test(text.charAt(before - 1));
    }
    at = before - 1;
  }
  return true;
}

function startOfBlanks(text: string, at: number): number {
  let start = at;
  while (isBlank(text[start - 1])) {
    start--;
  }
  return start;
}

function isInQuotes({ key, source: { text } }: Value): boolean {
  return key !== undefined && text[key.start] === '"';
}
