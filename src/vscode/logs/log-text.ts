import { revealedLines } from '../../sanitize.ts';
import { PlainText } from '../terminal/plain-text.ts';

/** Characters (UTF-16 code units) of what is shown of one line; what is longer is cut. CloudWatch takes a megabyte. */
const LONGEST_LINE = 8_000;
/** Lines that are shown of one event: a driver may join those of a stack. */
const MOST_PARTS = 200;

/** Chooses colours and weight of letters (ECMA-48, SGR). */
// eslint-disable-next-line no-control-regex -- It is what is looked for.
const COLORS = /\x1b\[([\d;]*)m/;
const RESET = '\x1b[0m';
const CHARACTERS = /^[\x20-\x7e]*$/;

/**
 * What a container has written, as a terminal may show it: its colours stay, which a theme keeps readable; all other
 * orders to a terminal are taken out, and characters that mislead are made visible. A part for each line.
 */
export function shownParts(message: string): readonly string[] {
  const parts = message.replace(/[\r\n]+$/, '').split(/\r\n|\n|\r/, MOST_PARTS + 1);
  const shown = parts.slice(0, MOST_PARTS).map(shownLine);
  return parts.length > MOST_PARTS ? [...shown, '…'] : shown;
}

/** The same without its colours. */
export function withoutColors(part: string): string {
  return part.includes('\x1b')
    ? part
        .split(COLORS)
        .filter((_, at) => at % 2 === 0)
        .join('')
    : part;
}

function shownLine(line: string): string {
  const text = line.length > LONGEST_LINE ? line.slice(0, LONGEST_LINE) : line;
  const more = line.length > LONGEST_LINE ? `… (+${line.length - LONGEST_LINE})` : '';
  if (CHARACTERS.test(text)) {
    return text + more;
  }
  const pieces = text.split(COLORS).map((piece, at) => (at % 2 === 0 ? plain(piece) : safeColors(piece)));
  const isColored = pieces.some((piece, at) => at % 2 === 1 && piece !== '');
  return pieces.join('') + (isColored ? RESET : '') + more;
}

function plain(piece: string): string {
  let text = '';
  new PlainText((kept) => (text += kept)).write(piece);
  return revealedLines(text).replaceAll('\n', ' ');
}

/** Those that choose a colour of letters, or bold ones; no background, and nothing that hides. */
function safeColors(parameters: string): string {
  const codes = parameters.split(';').map(Number);
  const kept: number[] = [];
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    const length = code === 38 || code === 48 ? (codes[at + 1] === 5 ? 3 : codes[at + 1] === 2 ? 5 : 1) : 1;
    const values = codes.slice(at, at + length);
    if (isSafe(code) && (code !== 38 || (length > 1 && values.length === length && values.every(isByte)))) {
      kept.push(...values);
    }
    at += length - 1;
  }
  return kept.length === 0 ? '' : `\x1b[${kept.join(';')}m`;
}

function isSafe(code: number): boolean {
  return [0, 1, 22, 38, 39].includes(code) || (code >= 30 && code <= 37) || (code >= 90 && code <= 97);
}

function isByte(value: number): boolean {
  return value >= 0 && value <= 255;
}
