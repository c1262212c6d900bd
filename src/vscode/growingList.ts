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

  /** `grown` is called after the first page, whenever the list is worth showing again. */
  constructor(pages: (signal: AbortSignal) => AsyncIterable<readonly T[]>, grown: () => void) {
    this.#grown = grown;
    this.started = new Promise((resolve) => void this.#load(pages, resolve));
  }

  /** Stops asking for pages. What is here stays; `grown` is not called any more. */
  stop(): void {
    this.#abort.abort();
  }

  async #load(pages: (signal: AbortSignal) => AsyncIterable<readonly T[]>, started: () => void): Promise<void> {
    const { signal } = this.#abort;
    let shown = 0;
    try {
      for await (const page of pages(signal)) {
        if (signal.aborted) {
          break;
        }
        for (const item of page) {
          this.items.push(item);
        }
        if (shown === 0) {
          shown = this.items.length;
          started();
        } else if (this.items.length >= 2 * shown) {
          shown = this.items.length;
          this.#grown();
        }
      }
    } catch (error) {
      if (!signal.aborted) {
        this.error = error;
      }
    }
    this.complete = true;
    if (shown > 0 && !signal.aborted) {
      this.#grown();
    }
    started();
  }
}
