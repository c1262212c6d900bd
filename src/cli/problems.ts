import { inWords } from './in-words.ts';

/** What could not be done, each thing once; the rest is done all the same. */
export class Problems {
  readonly #sentences = new Set<string>();

  get sentences(): readonly string[] {
    return [...this.#sentences];
  }

  /** An Error with a sentence, as all that is thrown here has one. */
  readonly add = (error: unknown): void => {
    this.#sentences.add(inWords(error));
  };

  attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.add(error);
    }
  }
}
