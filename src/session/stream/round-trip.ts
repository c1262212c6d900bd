/** Before the first measurement. */
const INITIAL_SMOOTHED = 100;
const INITIAL_TIMEOUT = 200;
/** The least that the timeout lies above the smoothed time. */
const LEAST_MARGIN = 10;
const LONGEST_TIMEOUT = 1000;

/**
 * How long to wait for an acknowledgement before sending again, in milliseconds. The estimate is that of TCP
 * (RFC 6298) with the agent's constants.
 */
export class RoundTrip {
  #smoothed = INITIAL_SMOOTHED;
  #variation = 0;
  #estimate = INITIAL_TIMEOUT;
  #timeout = INITIAL_TIMEOUT;

  get timeout(): number {
    return this.#timeout;
  }

  /** An acknowledgement took this long, and what it acknowledges was sent once only. */
  measured(ms: number): void {
    this.#variation += (Math.abs(this.#smoothed - ms) - this.#variation) / 4;
    this.#smoothed += (ms - this.#smoothed) / 8;
    this.#estimate = Math.min(LONGEST_TIMEOUT, this.#smoothed + Math.max(LEAST_MARGIN, 4 * this.#variation));
    this.#timeout = this.#estimate;
  }

  /** Nothing came in time: waits twice as long. */
  backOff(): void {
    this.#timeout = Math.min(LONGEST_TIMEOUT, this.#timeout * 2);
  }

  /**
   * An acknowledgement came, but nobody knows for which of several sendings: that measures nothing (Karn's rule).
   * The next frame waits twice the estimate at most. So a network that has become slower is measured again, and
   * several losses in a row do not each double the wait for the next.
   */
  recovered(): void {
    this.#timeout = Math.min(this.#timeout, this.#estimate * 2);
  }
}
