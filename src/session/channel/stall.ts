/** Milliseconds without an acknowledgement after which the connection is tested: see `KeepAlive`. */
const TEST_AFTER = 3000;
/** After which a connection that has passed the test is not what is wrong. Longer than the test takes. */
const STALLED_AFTER = 15_000;

/**
 * Judges input that is not acknowledged. Either the connection is dead, which is to be found out soon; or it lives, and
 * the agent is gone or waits for a program that does not read its input. The latter may last for hours, and no end.
 */
export class StallWatch {
  readonly #test: () => void;
  readonly #onStall: (isStalled: boolean) => void;
  #isStalled = false;

  constructor(test: () => void, onStall: (isStalled: boolean) => void) {
    this.#test = test;
    this.#onStall = onStall;
  }

  get isStalled(): boolean {
    return this.#isStalled;
  }

  /** For so many milliseconds nothing has been acknowledged. */
  unanswered(ms: number): void {
    if (ms >= TEST_AFTER) {
      this.#test();
    }
    if (ms >= STALLED_AFTER) {
      this.#set(true);
    }
  }

  /** Something is acknowledged, or the connection is cut, which is another matter. */
  clear(): void {
    this.#set(false);
  }

  #set(isStalled: boolean): void {
    if (this.#isStalled !== isStalled) {
      this.#isStalled = isStalled;
      this.#onStall(isStalled);
    }
  }
}
