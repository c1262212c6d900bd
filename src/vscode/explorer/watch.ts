import type { Problem } from '../../problem.ts';

/** What a look at all that is shown has told. */
export interface Look {
  /** How many calls it took; none where nothing is shown. */
  readonly calls: number;
  readonly hasChanged: boolean;
  /** Whether something is under way: a deployment, a task that starts or stops. */
  readonly isBusy: boolean;
  readonly problem: Problem | undefined;
}

export interface WatchOptions {
  readonly now: () => number;
  /** Calls once, in so many milliseconds; the answer cancels it. */
  readonly after: (delay: number, call: () => void) => () => void;
  /** Whether anybody sees what is shown. */
  readonly isWatched: () => boolean;
  /** Never rejects. */
  readonly look: () => Promise<Look>;
}

/** Milliseconds between two looks: the first ones, and the last, when nothing changes. */
const FIRST = 15_000;
const LAST = 90_000;
/** The same while something is under way, or after the user has done something. */
const FIRST_BUSY = 4_000;
const LAST_BUSY = 30_000;
/** How much longer each pause is than the one before. */
const SLOWER = 1.5;
const SLOWER_BUSY = 1.25;
/** Milliseconds of pause for each call of a look, at least: 8 calls a minute, or 60 while something is under way. */
const PER_CALL = 7_500;
const PER_CALL_BUSY = 1_000;
/** After looks that failed the pause doubles, from the first to the last. */
const FIRST_FAILED = 30_000;
const FIRST_THROTTLED = 60_000;
const LAST_FAILED = 10 * 60_000;

/** The pause after a look, in milliseconds; the one before it is undefined where it was the first. */
function pauseAfter({ calls, hasChanged, isBusy, problem }: Look, before: number | undefined): number {
  if (problem !== undefined) {
    const first = problem.code === 'throttled' ? FIRST_THROTTLED : FIRST_FAILED;
    return Math.min(LAST_FAILED, Math.max(first, 2 * (before ?? 0)));
  }
  const [first, last, slower, perCall] = isBusy
    ? [FIRST_BUSY, LAST_BUSY, SLOWER_BUSY, PER_CALL_BUSY]
    : [FIRST, LAST, SLOWER, PER_CALL];
  const next = hasChanged || before === undefined ? first : Math.max(first, Math.min(last, before * slower));
  return Math.max(next, calls * perCall);
}

/**
 * Looks again and again at what is shown, while somebody sees it: seldom while nothing changes, often while something
 * is under way, and the more seldom the more calls a look takes.
 */
export class Watch {
  readonly #options: WatchOptions;
  #cancel: (() => void) | undefined;
  #isLooking = false;
  #isStopped = false;
  #pause: number | undefined;
  #lookedAt: number;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#lookedAt = options.now();
  }

  /** Something is shown now, or somebody sees it now, or nobody any more. */
  update(): void {
    this.#schedule();
  }

  /** The user has done something whose effect is to be seen soon. */
  hurry(): void {
    this.#pause = FIRST_BUSY;
    this.#schedule();
  }

  dispose(): void {
    this.#isStopped = true;
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #schedule(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (!this.#isStopped && !this.#isLooking && this.#options.isWatched()) {
      const due = this.#lookedAt + (this.#pause ?? FIRST);
      this.#cancel = this.#options.after(Math.max(0, due - this.#options.now()), () => void this.#look());
    }
  }

  async #look(): Promise<void> {
    this.#cancel = undefined;
    if (this.#options.isWatched()) {
      this.#isLooking = true;
      const look = await this.#options.look();
      this.#isLooking = false;
      this.#lookedAt = this.#options.now();
      // While nothing is shown there is nothing to look at, until something is.
      this.#pause = look.calls === 0 ? undefined : pauseAfter(look, this.#pause);
      this.#schedule();
    }
  }
}
