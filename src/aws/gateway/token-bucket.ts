import type { Timing } from '../api/timing.ts';

/** This computer's. */
const systemTiming: Timing = {
  now: () => performance.now(),
  after: (delay, call) => {
    const timer = setTimeout(call, delay);
    return () => clearTimeout(timer);
  },
};

/** How much may be asked. */
export interface Rate {
  /** How many calls may come at once, after a rest. */
  readonly burst: number;
  readonly perSecond: number;
}

/** Who takes a token. */
export interface Taker {
  /** Nobody waits for the answer: everybody else goes first, and half of what may come at once is left to them. */
  readonly isBackground: boolean;
  readonly signal: AbortSignal | undefined;
}

interface Waiting extends Taker {
  readonly go: () => void;
}

/** AWS has refused a call: the rate falls by half, to no less than this part of it. */
const LEAST_PART = 1 / 8;
/** Milliseconds in which it is as high again as before. */
const RECOVERY = 60_000;

/**
 * A token bucket, as AWS has one for its calls: so many may come at once, then so many in each second. Those who wait
 * are served in their order, users before what goes on in the background.
 */
export class TokenBucket {
  readonly #rate: Rate;
  readonly #timing: Timing;
  readonly #waiting: Waiting[] = [];
  #perSecond: number;
  #tokens: number;
  #filledAt: number;
  #cancelTimer: (() => void) | undefined;

  constructor(rate: Rate, timing: Timing = systemTiming) {
    this.#rate = rate;
    this.#timing = timing;
    this.#perSecond = rate.perSecond;
    this.#tokens = rate.burst;
    this.#filledAt = timing.now();
  }

  /** Takes a token when there is one. Rejects with the signal's reason, and leaves its place to the next then. */
  take(taker: Taker): Promise<void> {
    return new Promise((resolve, reject) => {
      const { signal } = taker;
      signal?.throwIfAborted();
      const giveUp = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(signal?.reason as Error);
        this.#serve();
      };
      const go = (): void => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      const waiting = { ...taker, go };
      signal?.addEventListener('abort', giveUp);
      this.#waiting.push(waiting);
      this.#serve();
    });
  }

  /** AWS has refused a call, for others ask as well: nothing is left, and less is asked for a while. */
  throttled(): void {
    this.#fill();
    this.#tokens = Math.min(this.#tokens, 0);
    this.#perSecond = Math.max(this.#rate.perSecond * LEAST_PART, this.#perSecond / 2);
    this.#serve();
  }

  #serve(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#fill();
    for (;;) {
      const next = this.#waiting.find(({ isBackground }) => !isBackground) ?? this.#waiting[0];
      if (next === undefined) {
        return;
      }
      const missing = 1 + (next.isBackground ? Math.floor(this.#rate.burst / 2) : 0) - this.#tokens;
      if (missing > 0) {
        this.#cancelTimer = this.#timing.after(Math.ceil((1000 * missing) / this.#perSecond), () => this.#serve());
        return;
      }
      this.#tokens -= 1;
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      next.go();
    }
  }

  #fill(): void {
    const { burst, perSecond } = this.#rate;
    const now = this.#timing.now();
    const passed = now - this.#filledAt;
    this.#tokens = Math.min(burst, this.#tokens + (passed * this.#perSecond) / 1000);
    this.#perSecond = Math.min(perSecond, this.#perSecond + (passed / RECOVERY) * perSecond);
    this.#filledAt = now;
  }
}
