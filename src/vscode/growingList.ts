/**
 * A list that arrives in pages. It can be shown from the first page on, and says when it is worth showing again:
 * whenever it has doubled, and when it is complete. So showing it all along costs no more than twice showing it once,
 * however long it gets.
 */
export class GrowingList<T> {
  readonly items: T[] = [];
  /** Whether all pages are here, or an error has ended it. */
  complete = false;
  error: unknown;
  /** Settles with the first page, the error or the end. Never rejects. */
  readonly started: Promise<void>;
  readonly #abort = new AbortController();
  readonly #grown: () => void;
  #start: (() => void) | undefined;
  /** How many items were there when it was last told of. */
  #told = 0;
  #telling = false;

  /** `grown` is called after `started`, whenever the list is worth showing again. */
  constructor(pages: (signal: AbortSignal) => AsyncIterable<readonly T[]>, grown: () => void) {
    this.#grown = grown;
    this.started = new Promise((resolve) => {
      this.#start = resolve;
    });
    void this.#load(pages);
  }

  /** Stops asking for pages. What is here stays; `grown` is not called any more. */
  stop(): void {
    this.#abort.abort();
  }

  async #load(pages: (signal: AbortSignal) => AsyncIterable<readonly T[]>): Promise<void> {
    const { signal } = this.#abort;
    try {
      for await (const page of pages(signal)) {
        if (signal.aborted) {
          break;
        }
        for (const item of page) {
          this.items.push(item);
        }
        if (this.items.length >= 2 * this.#told) {
          this.#tell();
        }
      }
    } catch (error) {
      if (!signal.aborted) {
        this.error = error;
      }
    }
    this.complete = true;
    this.#tell();
  }

  /**
   * Tells of what is here, once all that is under way has run: a page that turns out to be the last is told of as such,
   * and whoever shows the list has kept what it was given before. (VS Code's tree would else keep the older answer.)
   */
  #tell(): void {
    if (this.#telling) {
      return;
    }
    this.#telling = true;
    setImmediate(() => {
      this.#telling = false;
      this.#told = this.items.length;
      const start = this.#start;
      this.#start = undefined;
      if (start !== undefined) {
        start();
      } else if (!this.#abort.signal.aborted) {
        this.#grown();
      }
    });
  }
}
