/**
 * Counts the work that code does, so that a test can tell how it grows without measuring time: how often the blocks of
 * each source file are executed, which V8 counts, and how many elements and characters built-in functions go through.
 */
import { type Profiler, Session } from 'node:inspector';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { root } from '../../scripts/command.ts';

const SOURCES = pathToFileURL(join(root, 'src')).href;

/** What is counted apart from files: what arrays and strings do in functions of JavaScript's own. */
export const BUILT_INS = 'built-in functions';

/** Steps by file, relative to the project's folder. */
export type Work = ReadonlyMap<string, number>;

/** Counts from its making until it is disposed of. Only one can be there at a time. */
export class WorkCounter implements Disposable {
  readonly #session = new Session();

  constructor() {
    // Where functions are compiled into others, and that is done beside the program, the counts are not always the
    // same.
    setFlagsFromString('--no-opt');
    setFlagsFromString('--no-maglev');
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    this.#take();
  }

  /** What an action does in the files of src/, and in built-in functions on the way. */
  count(action: () => void): Work {
    this.#take();
    const builtIns = countBuiltIns(action);
    const work = new Map([[BUILT_INS, builtIns]]);
    for (const { url, functions } of this.#take()) {
      if (!url.startsWith(SOURCES)) {
        continue;
      }
      // Of a function, its most frequent block: which of the others are told depends on whether they differ.
      const steps = functions.reduce((sum, { ranges }) => sum + Math.max(...ranges.map(({ count }) => count)), 0);
      work.set(relative(root, fileURLToPath(url)), steps);
    }
    return work;
  }

  [Symbol.dispose](): void {
    this.#session.disconnect();
  }

  /** The counts since they were last taken. */
  #take(): readonly Profiler.ScriptCoverage[] {
    let taken: readonly Profiler.ScriptCoverage[] = [];
    this.#session.post('Profiler.takePreciseCoverage', (error, answer) => {
      if (error !== null) {
        throw new Error(error.message);
      }
      taken = answer.result;
    });
    return taken;
  }
}

type Method = (this: unknown, ...values: readonly unknown[]) => unknown;

interface Call {
  readonly self: { readonly length: number };
  readonly values: readonly unknown[];
  readonly result: unknown;
}

/** How many elements or characters a call goes through. */
type Cost = (call: Call) => number;

const all: Cost = ({ self }) => self.length;
const made: Cost = ({ result }) => (result as { readonly length?: number } | undefined)?.length ?? 0;
/** From an index, the second argument, to what was found, or to the end. */
const forward: Cost = ({ self, values: [, from], result }) =>
  (result === -1 ? self.length : (result as number)) - Number(from ?? 0);
const backward: Cost = ({ self, values: [, from], result }) =>
  Math.min(self.length, Number(from ?? self.length)) - (result as number);
const filled: Cost = ({ self, values: [, from, to] }) => Number(to ?? self.length) - Number(from ?? 0);
/** A sticky expression looks at one place only; a global one goes on where it was. */
const matched: Cost = ({ self, values: [text], result }) => {
  const { sticky, global } = self as unknown as RegExp;
  if (sticky) {
    return 1;
  }
  return global && result !== null && result !== false
    ? made({ self, values: [], result: Array.isArray(result) ? result[0] : '' })
    : String(text).length;
};

const COSTS: readonly (readonly [object, Readonly<Record<string, Cost>>])[] = [
  [
    Array.prototype,
    {
      includes: all,
      indexOf: forward,
      concat: made,
      slice: made,
      with: made,
      toReversed: made,
      toSorted: made,
      sort: all,
      join: made,
      splice: all,
      shift: all,
      unshift: all,
    },
  ],
  [
    String.prototype,
    {
      includes: all,
      indexOf: forward,
      lastIndexOf: backward,
      split: all,
      trim: all,
      replace: all,
      replaceAll: all,
      toLowerCase: all,
      match: all,
    },
  ],
  [RegExp.prototype, { test: matched, exec: matched }],
  [Object.getPrototypeOf(Uint8Array.prototype) as object, { includes: all, fill: filled }],
];

/** Runs an action with counting functions in place of built-in ones. */
function countBuiltIns(action: () => void): number {
  let work = 0;
  const restorers: (() => void)[] = [];
  const wrap = (prototype: object, name: string | symbol, cost: Cost): void => {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
    const original = descriptor?.value as Method | undefined;
    if (descriptor === undefined || original === undefined) {
      throw new Error(`There is no ${String(name)}.`);
    }
    const value = function (this: { readonly length: number }, ...values: readonly unknown[]): unknown {
      const result = original.apply(this, values as unknown[]);
      work += 1 + Math.abs(cost({ self: this, values, result }));
      return result;
    };
    Object.defineProperty(prototype, name, { ...descriptor, value });
    restorers.push(() => Object.defineProperty(prototype, name, descriptor));
  };
  for (const [prototype, costs] of COSTS) {
    for (const [name, cost] of Object.entries(costs)) {
      wrap(prototype, name, cost);
    }
  }
  // Nearly all who begin go to the end; `[...list]` and `new Set(list)` always do.
  wrap(Array.prototype, Symbol.iterator, all);
  try {
    action();
  } finally {
    for (const restore of restorers) {
      restore();
    }
  }
  return work;
}
