/** What the passing of time is measured with. */
export interface Timing {
  /** Milliseconds, from any beginning. */
  now(): number;
  /** Calls once, in so many milliseconds. The answer cancels it. */
  after(delay: number, call: () => void): () => void;
}
