import { availableParallelism } from 'node:os';
import { type MessagePort, Worker } from 'node:worker_threads';
import { type Batch, type BatchResult, lintBatch, loadFor } from './batch.ts';
import { createLinter, type LinterSettings } from './create-linter.ts';
import type { LintThread } from './thread-pool.ts';

/** More threads have nothing to do: the disk does not get faster. */
const MOST_THREADS = 7;

/** Who waits for an answer. */
interface Waiting {
  readonly resolve: (result: BatchResult) => void;
  readonly reject: (error: Error) => void;
}

/** A worker that does as {@link serve} does. */
export class WorkerThread implements LintThread {
  readonly #worker: Worker;
  /** In the order of the questions, which is that of the answers. */
  readonly #waiting: Waiting[] = [];
  #hasEnded = false;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (result: BatchResult) => this.#waiting.shift()?.resolve(result));
    // An exit follows.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      this.#hasEnded = true;
      this.#waiting.splice(0).forEach(({ reject }) => reject(ended()));
    });
  }

  lint(batch: Batch): Promise<BatchResult> {
    if (this.#hasEnded) {
      return Promise.reject(ended());
    }
    this.#worker.postMessage(batch);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  end(): void {
    void this.#worker.terminate();
  }
}

/** Threads that run a program which calls {@link serve}: one for each core beside that of this thread. */
export function startThreads(program: string, settings: LinterSettings): readonly LintThread[] {
  const count = Math.min(MOST_THREADS, availableParallelism() - 1);
  return Array.from({ length: count }, () => new WorkerThread(new Worker(program, { workerData: settings })));
}

/** Checks files whenever it is asked to. */
export function serve(port: MessagePort, settings: LinterSettings): void {
  const linter = createLinter(settings);
  const answer = (batch: Batch): void => {
    const result: BatchResult = lintBatch(batch, linter);
    port.postMessage({ ...result, configurations: linter.configurations.reports.splice(0) });
  };
  // Answers come in the order of the questions.
  let last = Promise.resolve();
  port.on('message', (batch: Batch) => {
    last = last.then(() => loadFor(batch, linter)).then(() => answer(batch));
  });
}

function ended(): Error {
  return new Error('The thread has ended.');
}
