/** Milliseconds after which somebody who waits for AWS should hear that it goes on. */
export const SLOW = 3_000;

/** Calls once, in so many milliseconds. The answer cancels it. */
export function later(delay: number, call: () => void): () => void {
  const timer = setTimeout(call, delay);
  return () => clearTimeout(timer);
}
