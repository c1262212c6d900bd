/** Before the first measurement. */
const INITIAL_SMOOTHED = 100;
const INITIAL_TIMEOUT = 200;
/** The least that the timeout lies above the smoothed time. */
const LEAST_MARGIN = 10;
const LONGEST_TIMEOUT = 1000;

/**
 * How long to wait for an acknowledgement before sending again, in milliseconds. The estimate is that of TCP
 * (RFC 6298) with the agent's constants; what must not be measured (Karn's rule) is for the caller to know.
 */
export class RoundTrip {
  #smoothed = INITIAL_SMOOTHED;
  #variation = 0;
  #timeout = INITIAL_TIMEOUT;

  get timeout(): number {
    return this.#timeout;
  }

  /** An acknowledgement took this long, and what it acknowledges was sent once only. */
  measured(ms: number): void {
    this.#variation += (Math.abs(this.#smoothed - ms) - this.#variation) / 4;
    this.#smoothed += (ms - this.#smoothed) / 8;
    this.#timeout = Math.min(LONGEST_TIMEOUT, this.#smoothed + Math.max(LEAST_MARGIN, 4 * this.#variation));
  }

  /** Nothing came in time: waits twice as long until the next measurement. */
  backOff(): void {
    this.#timeout = Math.min(LONGEST_TIMEOUT, this.#timeout * 2);
  }
}
