import type { Range } from '../../api.ts';
import { endOfLine } from '../lines.ts';
import { createPlaceholderScanner, type PlaceholderScanner } from '../placeholder.ts';

/** What begins a placeholder that can hold quotes, or leave lines out. */
const OPENING = /[$%#]\{|\{[{%]|<%/g;

/**
 * Whether placeholders stand outside of the strings of a JSON text, which may be broken. One that begins in a string
 * and ends behind it does: `"{{ default "latest" .Tag }}"`. In a comment, those do that can leave lines out. In a line
 * whose quotes do not match, nobody knows what is in a string, and so none does.
 */
export function hasOpenPlaceholders(text: string): boolean {
  const placeholders = createPlaceholderScanner(text);
  const lines = new Lines(text);
  let isInLine = false;
  for (let at = 0; at < text.length;) {
    const character = text[at] ?? '';
    if (character === '\n') {
      if (isInLine) {
        return true;
      }
      at++;
    } else if (character === '"') {
      const end = endOfString(text, at);
      isInLine = end !== undefined && (isInLine || runsOver(lines, { start: at, end }));
      at = end ?? endOfLine(text, at);
    } else if (isComment(text, at)) {
      const end = endOfComment(text, at);
      isInLine ||= text.slice(at, end).search(OPENING) >= 0;
      at = end;
    } else {
      const end = placeholders.end(at);
      isInLine ||= end !== undefined;
      at = end ?? at + 1;
    }
  }
  return isInLine;
}

/** Where a string ends; undefined where it does not on its line. */
function endOfString(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      return at + 1;
    }
    if (character === '\n') {
      return undefined;
    }
    if (character === '\\') {
      at++;
    }
  }
  return undefined;
}

/** Whether a placeholder that begins in a string ends behind it, on the same line. */
function runsOver(lines: Lines, { start, end }: Range): boolean {
  let last = start;
  for (const { index } of lines.text.slice(start, end).matchAll(OPENING)) {
    if (start + index < last) {
      continue;
    }
    last = lines.endOfPlaceholder(start + index) ?? last;
    if (last > end) {
      return true;
    }
  }
  return false;
}

/** Comments of JSON with comments, and of YAML, as which some tools read JSON. */
function isComment(text: string, at: number): boolean {
  const next = text[at + 1];
  return text[at] === '/' ? next === '/' || next === '*' : text[at] === '#' && next !== '{';
}

function endOfComment(text: string, at: number): number {
  if (!text.startsWith('/*', at)) {
    return endOfLine(text, at);
  }
  const close = text.indexOf('*/', at + 2);
  return close < 0 ? text.length : close + 2;
}

/** The lines of a text, each by itself, looked at in their order. */
class Lines {
  readonly text: string;
  #start = 0;
  #end = -1;
  #placeholders: PlaceholderScanner | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** Where the placeholder at an offset ends; undefined where it does not on its line. */
  endOfPlaceholder(at: number): number | undefined {
    if (this.#placeholders === undefined || at >= this.#end) {
      this.#start = at;
      this.#end = endOfLine(this.text, at);
      this.#placeholders = createPlaceholderScanner(this.text.slice(at, this.#end));
    }
    const end = this.#placeholders.end(at - this.#start);
    return end === undefined ? undefined : end + this.#start;
  }
}
