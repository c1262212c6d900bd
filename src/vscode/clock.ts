/** This computer's, in milliseconds from any beginning. */
export const systemClock = { now: (): number => performance.now() };

/** Calls once, in so many milliseconds. The answer cancels it. */
export function later(delay: number, call: () => void): () => void {
  const timer = setTimeout(call, delay);
  return () => clearTimeout(timer);
}
