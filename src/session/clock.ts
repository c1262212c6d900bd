/** Time, handed in, so that the protocol's timers can be tested without waiting for them. */
export interface Clock {
  /** Milliseconds that only go forward; for measuring. */
  now(): number;
  /** Milliseconds since 1970; for dates on the wire. */
  date(): number;
  /** Calls once, `ms` milliseconds from now. The answer cancels it. */
  after(ms: number, call: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => Date.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};
