import type { Clock } from '../../../src/session/clock.ts';

interface Timer {
  readonly at: number;
  readonly call: () => void;
}

/** Time that passes when a test says so. */
export class FakeClock implements Clock {
  #now = 5000;
  #timers: Timer[] = [];

  /** Timers that are set. */
  get pending(): number {
    return this.#timers.length;
  }

  now(): number {
    return this.#now;
  }

  date(): number {
    return 1_700_000_000_000 + this.#now;
  }

  after(ms: number, call: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, ms), call };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets `ms` milliseconds pass, and what is due in them happen in its order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#next(); next !== undefined && next.at <= end; next = this.#next()) {
      this.#run(next);
    }
    this.#now = end;
  }

  /** Runs timers until `done` or none is left; answers whether it is done. At most `ms` milliseconds pass. */
  runUntil(done: () => boolean, ms: number): boolean {
    const end = this.#now + ms;
    for (let next = this.#next(); !done() && next !== undefined && next.at <= end; next = this.#next()) {
      this.#run(next);
    }
    return done();
  }

  #next(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (first === undefined || timer.at < first.at) {
        first = timer;
      }
    }
    return first;
  }

  #run(timer: Timer): void {
    this.#timers = this.#timers.filter((other) => other !== timer);
    this.#now = Math.max(this.#now, timer.at);
    timer.call();
  }
}
