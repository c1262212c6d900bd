import { stripVTControlCharacters } from 'node:util';

const ESCAPE = '\x1b';
/** A line ending, control sequence, operating system command or choice of a character set, as far as the end of the text. */
const UNFINISHED = new RegExp(`\r$|${ESCAPE}(?:\\[[0-9;:<=>?!]*|\\][^\x07${ESCAPE}]*${ESCAPE}?|[()])?$`);
/** The longest beginning of an escape sequence that is waited for, in characters. */
const LONGEST_START = 256;

/**
 * Takes the colors, and all else that only a terminal understands, out of text that comes in pieces. What overwrites a
 * line, as a progress bar does, begins a new one.
 */
export class PlainText {
  readonly #write: (text: string) => void;
  #held = '';
  #endsLine = true;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  write(text: string): void {
    const all = this.#held + text;
    const end = startOfUnfinished(all);
    this.#held = all.slice(end);
    this.#pass(all.slice(0, end));
  }

  /** Writes what is left, and ends the last line. */
  end(): void {
    this.#pass(this.#held);
    this.#held = '';
    if (!this.#endsLine) {
      this.#write('\n');
    }
  }

  #pass(text: string): void {
    const plain = stripVTControlCharacters(text).replace(/\r\n?/g, '\n');
    if (plain !== '') {
      this.#endsLine = plain.endsWith('\n');
      this.#write(plain);
    }
  }
}

/** Where an escape sequence begins whose end has not come yet; the text's length where there is none. */
function startOfUnfinished(text: string): number {
  const { index = text.length } = UNFINISHED.exec(text) ?? {};
  return text.length - index > LONGEST_START ? text.length : index;
}
