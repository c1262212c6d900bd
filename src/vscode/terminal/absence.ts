/**
 * Milliseconds within which a connection that comes back is not worth a word: the service closes each about once an
 * hour.
 */
const QUICK = 1_500;

/** A connection that is gone for so long that a user should hear of it. */
export class Absence {
  readonly #after: (delay: number, call: () => void) => () => void;
  readonly #onChange: (isLong: boolean) => void;
  #cancel: (() => void) | undefined;
  #isLong = false;

  /**
   * `after` calls once, in so many milliseconds; its answer cancels that. `onChange` is called when an absence has
   * become long, and with false when the connection is there again after a long one.
   */
  constructor(after: (delay: number, call: () => void) => () => void, onChange: (isLong: boolean) => void) {
    this.#after = after;
    this.#onChange = onChange;
  }

  lost(): void {
    if (this.#cancel === undefined && !this.#isLong) {
      this.#cancel = this.#after(QUICK, () => {
        this.#cancel = undefined;
        this.#isLong = true;
        this.#onChange(true);
      });
    }
  }

  back(): void {
    const wasLong = this.#isLong;
    this.end();
    if (wasLong) {
      this.#onChange(false);
    }
  }

  /** It will not come back, or nobody waits for it any more. */
  end(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#isLong = false;
  }
}
