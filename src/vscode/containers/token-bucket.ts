import type { Clock } from '../clock.ts';

/** A token bucket, as AWS has one for its calls: so many may come at once, then so many in each second. */
export class TokenBucket {
  readonly #capacity: number;
  readonly #perSecond: number;
  readonly #clock: Clock;
  #tokens: number;
  #filledAt: number;

  constructor(capacity: number, perSecond: number, clock: Clock) {
    this.#capacity = capacity;
    this.#perSecond = perSecond;
    this.#clock = clock;
    this.#tokens = capacity;
    this.#filledAt = clock.now();
  }

  /** Takes tokens, at most as many as it can hold, when they are there. Rejects with the signal's reason. */
  async take(count: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      this.#fill();
      const missing = count - this.#tokens;
      if (missing <= 0) {
        this.#tokens -= count;
        return;
      }
      await this.#clock.sleep(Math.ceil((1000 * missing) / this.#perSecond), signal);
    }
  }

  #fill(): void {
    const now = this.#clock.now();
    this.#tokens = Math.min(this.#capacity, this.#tokens + ((now - this.#filledAt) * this.#perSecond) / 1000);
    this.#filledAt = now;
  }
}
