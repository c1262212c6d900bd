import { inspect } from 'node:util';

/**
 * A small test framework for the inside of an extension host, where node:test cannot run: it would need a process of
 * its own. Each file in test/host/suites exports a suite:
 *
 *     export default suite('tree', ({ test, before }) => {
 *       before(() => openView());
 *       test('shows the clusters', async () => { … });
 *     });
 */
export interface Suite {
  readonly name: string;
  readonly tests: readonly Test[];
  readonly hooks: Readonly<Record<Hook, readonly Body[]>>;
}

interface Test {
  readonly name: string;
  readonly body: Body;
  /** How long it may take, in milliseconds. */
  readonly limit: number;
}

type Body = () => unknown;
type Hook = 'before' | 'after' | 'beforeEach' | 'afterEach';
type Define = Readonly<Record<Hook, (body: Body) => void>> & {
  test: (name: string, body: Body, options?: { limit?: number }) => void;
};

/** Starts every line that belongs to the report, among all that a host prints. */
export const LINE_MARK = '[test] ';
const LIMIT = 120_000;

export function suite(name: string, define: (definitions: Define) => void): Suite {
  const tests: Test[] = [];
  const hooks: Record<Hook, Body[]> = { before: [], after: [], beforeEach: [], afterEach: [] };
  define({
    test: (testName, body, { limit = LIMIT } = {}) => void tests.push({ name: testName, body, limit }),
    before: (body) => void hooks.before.push(body),
    after: (body) => void hooks.after.push(body),
    beforeEach: (body) => void hooks.beforeEach.push(body),
    afterEach: (body) => void hooks.afterEach.push(body),
  });
  return { name, tests, hooks };
}

/**
 * Runs the tests whose full name, suite and test, contains the text; one after the other, each reported in a line.
 * Hooks are reported where they fail; a suite whose `before` fails is not run. What failed is told again at the end, as
 * node:test does. Rejects when anything failed, and when no test has run. `print` takes the report, line by line.
 */
export async function runSuites(suites: readonly Suite[], only = '', print = printMarked): Promise<void> {
  const say = (text: string): void => text.split('\n').forEach((line) => print(line));
  let ran = 0;
  const failures: { readonly what: string; readonly report: string }[] = [];
  const attempt = async (what: string, bodies: readonly Body[], test?: Test): Promise<boolean> => {
    const start = performance.now();
    const error = await runAll(bodies, test?.limit ?? LIMIT);
    const line = `${what} (${Math.round(performance.now() - start)} ms)`;
    if (error !== undefined) {
      const report = `✖ ${line}\n${inspect(error)}`;
      failures.push({ what, report });
      say(report);
    } else if (test !== undefined) {
      say(`✔ ${line}`);
    }
    return error === undefined;
  };
  for (const { name, tests, hooks } of suites) {
    const chosen = tests.filter((test) => `${name}: ${test.name}`.includes(only));
    if (chosen.length === 0) {
      continue;
    }
    if (await attempt(`${name}: before`, hooks.before)) {
      for (const test of chosen) {
        ran += 1;
        await attempt(`${name}: ${test.name}`, [...hooks.beforeEach, test.body], test);
        await attempt(`${name}: after ${test.name}`, hooks.afterEach);
      }
    }
    await attempt(`${name}: after`, hooks.after);
  }
  say(`${ran} tests, ${failures.length} failures`);
  if (failures.length > 0) {
    say(['✖ failing tests:', ...failures.map(({ report }) => report)].join('\n'));
    throw new Error(`Failed: ${failures.map(({ what }) => what).join(', ')}`);
  }
  if (ran === 0) {
    throw new Error('No test has run.');
  }
}

/** Runs the bodies in order, all within the limit. Resolves with what went wrong. */
async function runAll(bodies: readonly Body[], limit: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not done after ${limit} ms.`)), limit);
  });
  try {
    for (const body of bodies) {
      await Promise.race([body(), late]);
    }
    return undefined;
  } catch (error) {
    return error ?? new Error('It threw nothing.');
  } finally {
    clearTimeout(timer);
  }
}

function printMarked(line: string): void {
  console.log(`${LINE_MARK}${line}`);
}
