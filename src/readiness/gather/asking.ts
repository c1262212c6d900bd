import type { Gateway } from '../../aws/api/gateway.ts';
import type { Timing } from '../../aws/api/timing.ts';
import { isProblem, type Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import { unlessAborted } from '../../unless-aborted.ts';
import { type Fact, known, unknown } from '../model/fact.ts';
import type { Memory } from './memory.ts';
import { concernsAll, unanswered } from './why.ts';

/** Milliseconds in which AWS must have answered all that a report asks. */
const ANSWERED_WITHIN = 20_000;
/** Calls that a report makes. No more are needed but where nearly everything that it looks at is used at once. */
const MOST_CALLS = 25;

export interface AskingOptions {
  readonly gateway: Gateway;
  readonly memory: Memory;
  readonly signal: AbortSignal | undefined;
  readonly timing: Timing;
}

/** A question to AWS. */
interface Inquiry<Value> {
  /** The IAM action that it needs. */
  readonly action: string;
  /** What is asked about, where an answer cannot change within a minute. That there is nothing may change at once. */
  readonly keep?: string;
  readonly ask: (signal: AbortSignal) => Promise<Value>;
}

/** Puts the questions of one report, whose answers become facts. */
export class Asking implements Disposable {
  readonly #options: AskingOptions;
  readonly #late = new AbortController();
  readonly #signal: AbortSignal;
  readonly #cancelTimer: () => void;
  #calls = 0;
  #hindrance: Problem | undefined;

  constructor(options: AskingOptions) {
    this.#options = options;
    const { signal, timing } = options;
    this.#signal = signal === undefined ? this.#late.signal : AbortSignal.any([signal, this.#late.signal]);
    this.#cancelTimer = timing.after(ANSWERED_WITHIN, () => this.#late.abort());
  }

  /** Calls that were made so far. */
  get calls(): number {
    return this.#calls;
  }

  /** Why AWS cannot be asked at all; undefined where it can. */
  get hindrance(): Problem | undefined {
    return this.#hindrance;
  }

  /** Rejects with the signal's reason where the report is no longer wanted, and never else. */
  async ask<Value>({ action, keep, ask }: Inquiry<Value>): Promise<Fact<Value>> {
    const { gateway, memory, signal } = this.#options;
    const recalled = keep === undefined ? undefined : memory.recall(gateway, `${action} ${keep}`);
    if (recalled !== undefined) {
      return known(recalled.value as Value);
    }
    if (this.#calls >= MOST_CALLS) {
      return unknown(sentence('because a report asks AWS no more than {0} questions', MOST_CALLS));
    }
    this.#calls += 1;
    try {
      const value = await unlessAborted(this.#signal, () => ask(this.#signal));
      if (keep !== undefined && value !== undefined) {
        memory.keep(gateway, `${action} ${keep}`, value);
      }
      return known(value);
    } catch (error) {
      signal?.throwIfAborted();
      if (this.#late.signal.aborted) {
        return unknown(sentence('because AWS did not answer {0} within {1} seconds', action, ANSWERED_WITHIN / 1000));
      }
      if (!isProblem(error)) {
        throw error;
      }
      this.#hindrance ??= concernsAll(error) ? error : undefined;
      return unanswered(error, action);
    }
  }

  /** What has not been answered by now is not waited for. */
  [Symbol.dispose](): void {
    this.#cancelTimer();
    this.#late.abort();
  }
}
