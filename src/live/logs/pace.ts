/** How closely somebody looks: at the window's active terminal, at another one, or at another window. */
export type Attention = 'close' | 'aside' | 'away';

/** Milliseconds between two looks where lines come, and the longest pause where none do, by attention. */
const PAUSES: Readonly<Record<Attention, readonly [first: number, longest: number]>> = {
  close: [2_000, 5_000],
  aside: [5_000, 10_000],
  away: [15_000, 30_000],
};
/** The longest pause while AWS throttles, or cannot be reached. */
const LONGEST_RETRY = 60_000;
const SLOWER = 1.3;

/** When to ask for new lines again: soon after some came, later where it is quiet, much later where AWS throttles. */
export class Pace {
  #quiet = 0;
  #failures = 0;

  /** What the last look brought. */
  came(lines: number): void {
    this.#failures = 0;
    this.#quiet = lines > 0 ? 0 : this.#quiet + 1;
  }

  failed(): void {
    this.#failures += 1;
  }

  /** Milliseconds until the next look, which takes so many calls. */
  pause(attention: Attention, calls: number): number {
    const [first, longest] = PAUSES[attention];
    const pause = Math.min(longest, first * SLOWER ** this.#quiet) * Math.max(1, calls);
    return this.#failures === 0 ? pause : Math.max(pause, Math.min(LONGEST_RETRY, first * 2 ** this.#failures));
  }
}
