import type { DirectionFaults, Faults, Hits } from './api.ts';

interface GateOptions<T> {
  /** The faults of now; a different value starts the counting anew. */
  readonly faults: () => Faults;
  readonly direction: 'toClient' | 'toAgent';
  readonly deliver: (frame: T) => void;
  /** What the other side gets of a corrupted frame; undefined if nothing. */
  readonly corrupt: (frame: T) => T | undefined;
  readonly cut: () => void;
}

/** Where frames of one session and direction pass, and come to harm as the faults say. */
export class FaultGate<T> {
  readonly #options: GateOptions<T>;
  #plan: Faults = {};
  #random = seededRandom(1);
  #count = 0;
  #held: T | undefined;

  constructor(options: GateOptions<T>) {
    this.#options = options;
  }

  pass(frame: T): void {
    const faults = this.#current();
    if (faults === undefined) {
      this.#arrive(frame);
      return;
    }
    this.#count += 1;
    const hit = (hits: Hits = 0) => this.#isHit(hits);
    if (hit(faults.cut)) {
      this.#options.cut();
      return;
    }
    if (hit(faults.drop)) {
      return;
    }
    const sent = hit(faults.corrupt) ? this.#options.corrupt(frame) : frame;
    if (sent === undefined) {
      return;
    }
    const late = hit(faults.delay?.hits) ? faults.delay?.milliseconds : undefined;
    const copies = hit(faults.double) ? 2 : 1;
    const reorder = this.#held === undefined && hit(faults.reorder);
    for (let copy = 0; copy < copies; copy += 1) {
      if (late !== undefined) {
        setTimeout(() => this.#arrive(sent), late);
      } else if (reorder) {
        this.#held = sent;
      } else {
        this.#arrive(sent);
      }
    }
  }

  #isHit(hits: Hits): boolean {
    if (typeof hits === 'number') {
      return hits > this.#random();
    }
    return 'everyNth' in hits ? this.#count % hits.everyNth === 0 : hits.includes(this.#count);
  }

  #current(): DirectionFaults | undefined {
    const plan = this.#options.faults();
    if (plan !== this.#plan) {
      this.#plan = plan;
      this.#random = seededRandom(plan.seed ?? 1);
      this.#count = 0;
    }
    return plan[this.#options.direction];
  }

  /** Delivers a frame and, after it, the one that was held back to be overtaken. */
  #arrive(frame: T): void {
    const held = this.#held;
    this.#held = undefined;
    this.#options.deliver(frame);
    if (held !== undefined) {
      this.#options.deliver(held);
    }
  }
}

/** Random numbers from 0 to 1 that are the same for the same seed (the "mulberry32" generator). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
