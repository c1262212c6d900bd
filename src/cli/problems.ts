import { inWords } from './in-words.ts';

/** What could not be done; the rest is done all the same. */
export class Problems {
  readonly sentences: string[] = [];

  /** An Error with a sentence, as all that is thrown here has one. */
  readonly add = (error: unknown): void => {
    this.sentences.push(inWords(error));
  };

  attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.add(error);
    }
  }
}
