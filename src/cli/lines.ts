/** A place in a text, counted from 1 as editors do; columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is shown of the line in which a finding starts: not all of a long one. */
export interface Excerpt {
  readonly text: string;
  /** The column, counted from 0, at which it begins. */
  readonly column: number;
  /** How long the line is. */
  readonly length: number;
}

/** Longer lines are cut around the finding. */
export const WIDEST_EXCERPT = 120;

/** The lines of a text. */
export class Lines {
  readonly #text: string;
  /** The offsets at which they start. A byte order mark takes no column. */
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#text = text;
    this.#starts = startsOf(text);
  }

  positionAt(offset: number): Position {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#start(middle) <= offset) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return { line: low + 1, column: offset - this.#start(low) + 1 };
  }

  /** What is shown of a line, around a place in it. */
  excerptAt({ line, column }: Position): Excerpt {
    const start = this.#start(line - 1);
    const end = this.#endOfLine(line - 1);
    const length = end - start;
    const cut = Math.max(0, Math.min(column - 1 - WIDEST_EXCERPT / 2, length - WIDEST_EXCERPT));
    return { text: this.#text.slice(start + cut, Math.min(end, start + cut + WIDEST_EXCERPT)), column: cut, length };
  }

  #start(line: number): number {
    return this.#starts[line] ?? this.#text.length;
  }

  /** Without what ends it. */
  #endOfLine(line: number): number {
    const next = this.#starts[line + 1];
    if (next === undefined) {
      return this.#text.length;
    }
    return this.#text.startsWith('\r\n', next - 2) ? next - 2 : next - 1;
  }
}

function startsOf(text: string): readonly number[] {
  const starts = [text.startsWith('\ufeff') ? 1 : 0];
  if (text.includes('\r')) {
    for (const { index, 0: ending } of text.matchAll(/\r\n|\n|\r/g)) {
      starts.push(index + ending.length);
    }
    return starts;
  }
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}
