import type { KeptLine } from './log-lines.ts';

/** Lines of a terminal that are kept, to be filtered or opened in an editor; the oldest give way. */
const MOST_LINES = 20_000;
/** Characters (UTF-16 code units) of them. */
const MOST_CHARACTERS = 8 * 1024 * 1024;

/** The newest lines of a terminal. */
export class LogBuffer {
  #lines: KeptLine[] = [];
  #first = 0;
  #characters = 0;

  add(line: KeptLine): void {
    this.#lines.push(line);
    this.#characters += sizeOf(line);
    while (this.length > MOST_LINES || (this.#characters > MOST_CHARACTERS && this.length > 1)) {
      const oldest = this.#lines[this.#first];
      this.#characters -= oldest === undefined ? 0 : sizeOf(oldest);
      this.#first += 1;
    }
    // Moved together now and then, not at each line.
    if (this.#first > MOST_LINES) {
      this.#lines = this.#lines.slice(this.#first);
      this.#first = 0;
    }
  }

  get length(): number {
    return this.#lines.length - this.#first;
  }

  /** The newest so many that match, the oldest of them first. */
  newest(most: number, matches: (line: KeptLine) => boolean = () => true): readonly KeptLine[] {
    const found: KeptLine[] = [];
    for (let at = this.#lines.length - 1; at >= this.#first && found.length < most; at -= 1) {
      const line = this.#lines[at];
      if (line !== undefined && matches(line)) {
        found.push(line);
      }
    }
    return found.reverse();
  }

  clear(): void {
    this.#lines = [];
    this.#first = 0;
    this.#characters = 0;
  }
}

function sizeOf({ shown, text }: KeptLine): number {
  return shown.length + text.length;
}
