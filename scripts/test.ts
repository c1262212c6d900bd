/**
 * The tests: `test.ts [step or group …] [arguments of the step]`. Without a name, all that CI runs.
 * Every chosen step runs, whatever became of those before it; the exit code is 1 when one has failed.
 */
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { root, run } from './command.ts';
import { explain, Failure } from './main.ts';
import { ensurePeersOnCi } from './setup/peers.ts';
import { ensureChromium } from './setup/chromium.ts';
import { installHost } from './setup/hosts.ts';
import { build } from './stage.ts';

type Step = (args: readonly string[]) => Promise<void>;

/** How long one test file may take, in milliseconds. */
const LIMIT = 5 * 60_000;

const steps: Readonly<Record<string, Step>> = {
  // What the others need and bring in themselves when they run alone; some tests of earlier steps look at it too.
  setup: async () => {
    await installHost('oldest');
    await installHost('newest');
    await ensureChromium();
    await ensurePeersOnCi();
  },
  types: async () => {
    await node('node_modules/typescript/bin/tsc', '-p', '.');
    // Apart, because the language service may use nothing of Node's or VS Code's.
    await node('node_modules/typescript/bin/tsc', '-p', 'src/language');
  },
  eslint: (args) => node('node_modules/eslint/bin/eslint.js', '--max-warnings=0', ...(args.length === 0 ? ['.'] : args)),
  layers: () => node('node_modules/dependency-cruiser/bin/dependency-cruise.mjs', 'src', '--config', '.dependency-cruiser.cjs'),
  unit: (args) => testFiles('test/**/*.test.ts', ['test/simulator/**', 'test/scripts/**', 'test/*/protocol/**', 'test/host/suites/**', 'test/e2e/**'], args),
  protocol: async (args) => {
    await ensurePeersOnCi();
    await testFiles('test/{simulator,scripts,*/protocol}/**/*.test.ts', [], args);
  },
  build: () => build(),
  host: (args) => node('test/host/runner/main.ts', ...args),
  e2e: (args) => testFiles('test/e2e/**/*.test.ts', [], ['--test-concurrency=1', ...args]),
};
const groups: Readonly<Record<string, readonly string[]>> = { lint: ['types', 'eslint', 'layers'] };

const args = process.argv.slice(2);
const firstOther = args.findIndex((name) => !(name in steps) && !(name in groups));
const names = firstOther < 0 ? args : args.slice(0, firstOther);
const rest = firstOther < 0 ? [] : args.slice(firstOther);
if (names.length === 0 && rest.length > 0) {
  console.error(`There is no step ${rest[0]}. Steps are: ${[...Object.keys(steps), ...Object.keys(groups)].join(', ')}.`);
  process.exit(2);
}
const chosen = names.length === 0 ? Object.keys(steps) : names.flatMap((name) => groups[name] ?? name);

const outcomes: { name: string; seconds: string; error: unknown }[] = [];
for (const name of chosen) {
  console.log(`\n▶ ${name}`);
  const start = performance.now();
  let error: unknown;
  try {
    await steps[name]!(rest);
  } catch (thrown) {
    error = thrown;
    console.error(explain(thrown));
  }
  outcomes.push({ name, seconds: ((performance.now() - start) / 1000).toFixed(1), error });
}

console.log('');
for (const { name, seconds, error } of outcomes) {
  console.log(`${error === undefined ? '✔' : '✖'} ${name.padEnd(10)}${seconds.padStart(6)} s`);
}
const failed = outcomes.filter(({ error }) => error !== undefined).map(({ name }) => name);
if (failed.length > 0) process.exitCode = 1;
console.log(failed.length === 0 ? `All ${outcomes.length} steps passed.` : `Failed: ${failed.join(', ')}.`);

/** Runs a script on this Node, in the project's folder. */
async function node(...args: readonly string[]): Promise<void> {
  await run(process.execPath, args);
}

/** Runs the test files that match, and fails where none does. */
async function testFiles(pattern: string, exclude: readonly string[], args: readonly string[]): Promise<void> {
  const files = globSync(pattern, { cwd: root, exclude }).sort();
  if (files.length === 0) throw new Failure(`No test file matches ${pattern}.`);
  const flags = [`--test-timeout=${LIMIT}`, `--test-concurrency=${availableParallelism()}`, '--test-reporter=spec'];
  await node('--test', ...flags, ...args, ...files);
}
