import type { Batch, BatchResult } from './batch.ts';

/** A thread that checks files. */
export interface LintThread {
  /** Checks files; may be asked again before it has answered. Rejects where the thread has ended. */
  lint(batch: Batch): Promise<BatchResult>;
  end(): void;
}

/** So many batches a thread has at once: it need not wait for this one to hear that it is ready. */
const AT_ONCE = 2;

/** A batch that somebody does. */
interface Taken {
  readonly index: number;
  readonly batch: Batch;
}

/** Batches of files that are shared between this thread, which takes one whenever it has time, and others. */
export class ThreadPool {
  readonly #batches: readonly Batch[];
  readonly #results = new Map<number, BatchResult>();
  readonly #others: Promise<unknown>;
  #next = 0;

  /** The threads begin at once, and are ended when there is nothing left to do. */
  constructor(batches: readonly Batch[], threads: readonly LintThread[]) {
    this.#batches = batches;
    this.#others = Promise.all(threads.map((thread) => this.#share(thread)));
  }

  /** The next batch; undefined when all are taken. */
  take(): Taken | undefined {
    const index = this.#next;
    const batch = this.#batches[index];
    if (batch === undefined) {
      return undefined;
    }
    this.#next++;
    return { index, batch };
  }

  finish({ index }: Taken, result: BatchResult): void {
    this.#results.set(index, result);
  }

  /** All results, in the order of the batches. What a thread has left undone is done here. */
  async results(lint: (batch: Batch) => BatchResult): Promise<readonly BatchResult[]> {
    await this.#others;
    return this.#batches.map((batch, index) => this.#results.get(index) ?? lint(batch));
  }

  async #share(thread: LintThread): Promise<void> {
    await Promise.allSettled(Array.from({ length: AT_ONCE }, () => this.#serve(thread)));
    thread.end();
  }

  async #serve(thread: LintThread): Promise<void> {
    for (let taken = this.take(); taken !== undefined; taken = this.take()) {
      this.finish(taken, await thread.lint(taken.batch));
    }
  }
}
