import type { Range } from '../../api.ts';

/** An escape sequence of a quoted string: one of a character, or that of the mark of a template. */
const ESCAPED = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))|([$%])\4\{/gs;

const CHARACTERS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

const LAST_CODE_POINT = 0x10ffff;

/** What a quoted string says, from what stands between its quotes. Templates in it stay as they are. */
export function decodeQuoted(written: string): string {
  if (!/[\\$%]/.test(written)) {
    return written;
  }
  return written.replace(
    ESCAPED,
    (
      whole,
      short: string | undefined,
      long: string | undefined,
      character: string | undefined,
      mark: string | undefined,
    ) => {
      if (mark !== undefined) {
        return `${mark}{`;
      }
      if (character !== undefined) {
        return CHARACTERS[character] ?? character;
      }
      const code = parseInt(short ?? long ?? '', 16);
      return code <= LAST_CODE_POINT ? String.fromCodePoint(code) : whole;
    },
  );
}

/** A string as it stands between quotes. */
export function encodeQuoted(string: string): string {
  return string.replace(/[\\"\n\r\t]|[$%](?=\{)|\p{Cc}/gu, (character) => {
    switch (character) {
      case '\n':
        return String.raw`\n`;
      case '\r':
        return String.raw`\r`;
      case '\t':
        return String.raw`\t`;
      case '\\':
      case '"':
        return `\\${character}`;
      case '$':
      case '%':
        return character + character;
      default:
        return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    }
  });
}

/** Where the lines of a heredoc stand, which is written at a range. */
export function heredocLines(text: string, { start, end }: Range): Range {
  const firstBreak = text.indexOf('\n', start);
  const lastBreak = text.lastIndexOf('\n', end - 1);
  const from = firstBreak < 0 || firstBreak >= end ? end : firstBreak + 1;
  return { start: from, end: Math.max(from, lastBreak + 1) };
}

/** What a heredoc says; one that begins with `<<-` without the indentation that all of its lines have. */
export function decodeHeredoc(text: string, range: Range): string {
  const { start, end } = heredocLines(text, range);
  const written = text.slice(start, end);
  if (!text.startsWith('<<-', range.start)) {
    return written;
  }
  const lines = written.split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/[^ \t]/));
  const indent = Math.min(...indents.slice(0, MOST_LINES), Infinity);
  return lines.map((line) => line.slice(Math.min(indent, line.length))).join('\n');
}

/** So many arguments a function takes; and no string that matters has so many lines. */
const MOST_LINES = 10_000;
