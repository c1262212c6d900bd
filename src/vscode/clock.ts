import { setTimeout as sleep } from 'node:timers/promises';

/** What takes its time. */
export interface Clock {
  /** In milliseconds, from any beginning. */
  now(): number;
  /** Rejects with the signal's reason where that aborts first. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** This machine's. */
export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    try {
      await sleep(milliseconds, undefined, { signal });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  },
};

/** Calls once, in so many milliseconds. The answer cancels it. */
export function later(delay: number, call: () => void): () => void {
  const timer = setTimeout(call, delay);
  return () => clearTimeout(timer);
}
