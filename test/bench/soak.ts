/**
 * A million mutated documents, on all cores: none may make the language service throw or hang. It takes minutes,
 * so that it runs only when it is asked for by name.
 */
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Failure } from '../../scripts/main.ts';
import { chosenSeed } from '../support/properties.ts';
import type { Row } from './row.ts';

const DOCUMENTS = 1_000_000;

/**
 * So many are checked between two signs of life; their seed is the number of the batch. The first is FC_SEED, or any.
 */
export const BATCH = 1000;

/** Milliseconds that a batch may take: a hundred times what it does. */
const LIMIT = 60_000;

/** What a worker has done with a batch. */
export interface BatchResult {
  /** How long the slowest document took, in milliseconds. */
  readonly slowest: number;
  readonly findings: number;
  readonly fixes: number;
}

export async function benchSoak(): Promise<Row[]> {
  const start = performance.now();
  const first = chosenSeed() ?? randomInt(2 ** 30);
  const batches = Array.from({ length: DOCUMENTS / BATCH }, (_, number) => first + number);
  const results: BatchResult[] = [];
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('./soak-worker.ts', import.meta.url));
    try {
      for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
        results.push(await run(worker, batch));
        if (results.length % 100 === 0) {
          console.error(`${results.length * BATCH} documents`);
        }
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));

  const seconds = (performance.now() - start) / 1000;
  const sum = (count: (result: BatchResult) => number): string =>
    results.reduce((total, result) => total + count(result), 0).toLocaleString('en');
  return [
    {
      what: 'mutated documents checked, every fix made',
      figure: (results.length * BATCH).toLocaleString('en'),
      goal: '1,000,000, no throw, no hang',
    },
    { what: '  findings in them', figure: sum(({ findings }) => findings) },
    { what: '  fixes in them', figure: sum(({ fixes }) => fixes) },
    { what: '  the slowest of them', figure: `${Math.max(...results.map(({ slowest }) => slowest)).toFixed(0)} ms` },
    { what: '  all of them', figure: `${seconds.toFixed(0)} s` },
  ];
}

/** Has a worker check a batch. Rejects when it throws, or gives no sign of life. */
async function run(worker: Worker, batch: number): Promise<BatchResult> {
  const late = AbortSignal.timeout(LIMIT);
  worker.postMessage(batch);
  try {
    const [result] = (await once(worker, 'message', { signal: late })) as [BatchResult];
    return result;
  } catch (error) {
    if (late.aborted) {
      throw new Failure(`Batch ${batch} has not ended after ${LIMIT / 1000} s.`);
    }
    throw error;
  }
}
