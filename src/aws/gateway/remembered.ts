/**
 * Answers that stay true, by what they are about: they are asked for once. A question that failed is put again. Where
 * there are too many, the oldest are forgotten.
 */
export class Remembered<Answer> {
  readonly #answers = new Map<string, Answer>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Resolves with what is remembered, or with what is asked now; rejects as that does. */
  async get(about: string, ask: () => Promise<Answer>): Promise<Answer> {
    const known = this.#answers.get(about);
    if (known !== undefined) {
      return known;
    }
    const answer = await ask();
    this.#answers.set(about, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > this.#most && oldest !== undefined) {
      this.#answers.delete(oldest);
    }
    return answer;
  }
}
