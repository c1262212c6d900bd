import type { Gateway } from '../../aws/api/gateway.ts';

/** Milliseconds for which an answer is reused that cannot have changed meanwhile. */
const KEPT_FOR = 60_000;
/** Answers that are kept for each connection; the oldest give way. */
const MOST_ANSWERS = 200;

interface Kept {
  readonly value: unknown;
  readonly at: number;
}

/** What one report has found out and the next one need not ask: who asks, and what a thing is made of. */
export class Memory {
  readonly #now: () => number;
  readonly #kept = new WeakMap<Gateway, Map<string, Kept>>();

  /** The clock tells milliseconds, from any beginning. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** An answer of the last minute, wrapped, for it may be undefined; undefined where there is none. */
  recall(gateway: Gateway, about: string): { readonly value: unknown } | undefined {
    const kept = this.#kept.get(gateway)?.get(about);
    return kept !== undefined && this.#now() - kept.at < KEPT_FOR ? kept : undefined;
  }

  keep(gateway: Gateway, about: string, value: unknown): void {
    const answers = this.#kept.get(gateway) ?? new Map<string, Kept>();
    this.#kept.set(gateway, answers);
    answers.delete(about);
    answers.set(about, { value, at: this.#now() });
    for (const oldest of [...answers.keys()].slice(0, -MOST_ANSWERS)) {
      answers.delete(oldest);
    }
  }
}
