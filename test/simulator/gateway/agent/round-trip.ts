/** Milliseconds, as in amazon-ssm-agent's session configuration. */
const FIRST_ROUND_TRIP = 100;
const FIRST_TIMEOUT = 200;
const MAX_TIMEOUT = 1000;
const CLOCK_GRANULARITY = 10;

/** How long to wait for an acknowledgement before sending again: RFC 6298 with the agent's constants. */
export class RoundTrip {
  #smoothed = FIRST_ROUND_TRIP;
  #variation = 0;
  #timeout = FIRST_TIMEOUT;

  /** Milliseconds. */
  get timeout(): number {
    return this.#timeout;
  }

  /** Takes the round trip, in milliseconds, of a message that was sent once only (Karn's rule). */
  measure(roundTrip: number): void {
    this.#variation = 0.75 * this.#variation + 0.25 * Math.abs(this.#smoothed - roundTrip);
    this.#smoothed = 0.875 * this.#smoothed + 0.125 * roundTrip;
    this.#timeout = Math.min(MAX_TIMEOUT, this.#smoothed + Math.max(CLOCK_GRANULARITY, 4 * this.#variation));
  }
}
