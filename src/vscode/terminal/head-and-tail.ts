/** Characters (UTF-16 code units) of the beginning of an output that are shown at once, as they come. */
export const LONGEST_HEAD = 256 * 1024;
/**
 * Characters of its end that are shown when it is over. Twice as many are kept at most, and what comes in one piece.
 */
export const LONGEST_TAIL = 64 * 1024;

/** How much of an output is not shown. */
export interface LeftOut {
  readonly lines: number;
  readonly characters: number;
}

/**
 * Passes on the beginning of a text that comes in pieces, and, once it is over, its end: what VS Code is given beyond
 * some hundred kilobytes makes its window slow, and what never ends makes it stand still.
 */
export class HeadAndTail {
  readonly #write: (text: string) => void;
  readonly #onCut: () => void;
  #headLeft = LONGEST_HEAD;
  /** Whether the last line that is shown has its end, or none is shown. */
  #isAtLineStart = true;
  #tail = '';
  #lines = 0;
  #characters = 0;

  /** `onCut` is called once, when something turns out to be too much. */
  constructor(write: (text: string) => void, onCut: () => void) {
    this.#write = write;
    this.#onCut = onCut;
  }

  write(text: string): void {
    if (this.#headLeft === 0) {
      this.#keep(text);
    } else if (text.length <= this.#headLeft) {
      this.#headLeft -= text.length;
      this.#show(text);
    } else {
      // Whole lines, where there are any.
      const isAfterLines = this.#isAtLineStart && this.#headLeft < LONGEST_HEAD;
      const end =
        text.lastIndexOf('\n', this.#headLeft - 1) + 1 || (isAfterLines ? 0 : characterStart(text, this.#headLeft));
      this.#headLeft = 0;
      this.#show(text.slice(0, end));
      this.#keep(text.slice(end));
    }
  }

  #show(text: string): void {
    if (text !== '') {
      this.#isAtLineStart = text.endsWith('\n');
      this.#write(text);
    }
  }

  /** Characters that are not shown yet, or never will be. */
  get heldBack(): number {
    return this.#characters + this.#tail.length;
  }

  /** Characters that are in memory. */
  get kept(): number {
    return this.#tail.length;
  }

  /** Shows the end, below a line that says how much is missing above it. */
  end(sayLeftOut: (leftOut: LeftOut) => string): void {
    this.#cutTail(LONGEST_TAIL);
    if (this.#characters > 0) {
      const leftOut = sayLeftOut({ lines: this.#lines, characters: this.#characters });
      this.#show(`${this.#isAtLineStart ? '' : '\n'}\n${leftOut}\n\n`);
    }
    this.#show(this.#tail);
    this.#tail = '';
    this.#characters = 0;
    this.#lines = 0;
  }

  #keep(text: string): void {
    this.#tail += text;
    // Not each time, so that small pieces do not cost the whole tail.
    if (this.#tail.length > 2 * LONGEST_TAIL) {
      this.#cutTail(LONGEST_TAIL);
    }
  }

  #cutTail(longest: number): void {
    if (this.#tail.length <= longest) {
      return;
    }
    const least = this.#tail.length - longest;
    const newLine = this.#tail.indexOf('\n', least) + 1;
    const start = newLine > 0 && newLine < this.#tail.length ? newLine : characterStart(this.#tail, least);
    if (this.#characters === 0) {
      this.#onCut();
    }
    this.#lines += count(this.#tail, start);
    this.#characters += start;
    this.#tail = this.#tail.slice(start);
  }
}

/** The end of a character at or before an offset: not between the two halves of one. */
function characterStart(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code >= 0xdc00 && code < 0xe000 ? offset - 1 : offset;
}

/** Line endings before an offset. */
function count(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    lines += 1;
  }
  return lines;
}
