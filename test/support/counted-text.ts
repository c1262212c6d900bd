/**
 * A text that counts how many of its code units are taken out of it, or looked at one by one. Whatever else is asked of
 * it fails: what is given one cannot search it as a whole.
 */
export class CountedText {
  taken = 0;
  looked = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get length(): number {
    return this.#text.length;
  }

  slice(start: number, end?: number): string {
    const part = this.#text.slice(start, end);
    this.taken += part.length;
    return part;
  }

  charCodeAt(at: number): number {
    this.looked += 1;
    return this.#text.charCodeAt(at);
  }
}

/** How much is taken of texts of one, two and four times the length, by something that takes a string. */
export function takenOf(part: string, times: number, use: (text: string) => unknown): readonly number[] {
  return [1, 2, 4].map((factor) => {
    const counted = new CountedText(part.repeat(factor * times));
    use(counted as unknown as string);
    return counted.taken;
  });
}
