/**
 * The tests: `test.ts [step or group …] [arguments of the step]`. Without a name, all that CI runs.
 * Every chosen step runs, whatever became of those before it; the exit code is 1 when one has failed. What failed is
 * told again at the end, where a long log is read first.
 *
 * On CI, steps that drive a VS Code or other programs get a second chance: a workbench on a busy machine can lose a key
 * press, a shell a signal. One that needed it is named at the end, with what failed: fix it all the same.
 */
import { existsSync, globSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { CommandError, root, runAndCapture } from './command.ts';
import { explain, Failure } from './main.ts';
import { ensureChromium } from './setup/chromium.ts';
import { installHost } from './setup/hosts.ts';
import { ensurePeersOnCi } from './setup/peers.ts';
import { build } from './stage.ts';
import { temporaryFolder } from './temporary-folder.ts';

type Step = (args: readonly string[], isSecondChance: boolean) => Promise<void>;

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
  prettier: () => node('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  eslint: (args) =>
    node('node_modules/eslint/bin/eslint.js', '--max-warnings=0', ...(args.length === 0 ? ['.'] : args)),
  layers: () =>
    node(
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      'src',
      'scripts',
      'test',
      '--config',
      '.dependency-cruiser.cjs',
    ),
  unit: (args) =>
    testFiles(
      'test/**/*.test.ts',
      ['test/simulator/**', 'test/scripts/**', 'test/*/protocol/**', 'test/host/suites/**', 'test/e2e/**'],
      args,
      // Each file has a process of its own, and most of the time of a small one went into compiling what it imports.
      { NODE_COMPILE_CACHE: join(root, 'out', 'compile-cache') },
    ),
  protocol: async (args) => {
    await ensurePeersOnCi();
    await testFiles('test/{simulator,scripts,*/protocol}/**/*.test.ts', [], args);
  },
  build: () => build(),
  'host-oldest': (args) => node('test/host/runner/main.ts', 'oldest', ...args),
  'host-newest': (args) => node('test/host/runner/main.ts', 'newest', ...args),
  e2e: async (args, isSecondChance) => {
    const passed = join(root, 'out', 'e2e-passed.json');
    await mkdir(join(root, 'out'), { recursive: true });
    if (!isSecondChance) {
      await rm(passed, { force: true });
    }
    await testFiles('test/e2e/**/*.test.ts', [], ['--test-concurrency=1', `--test-rerun-failures=${passed}`, ...args]);
  },
};
const groups: Readonly<Record<string, readonly string[]>> = {
  lint: ['types', 'prettier', 'eslint', 'layers'],
  host: ['host-oldest', 'host-newest'],
};
const drivesPrograms = new Set(['protocol', 'host-oldest', 'host-newest', 'e2e']);
const isCi = process.env['CI'] === 'true';

const args = process.argv.slice(2);
const firstOther = args.findIndex((name) => !(name in steps) && !(name in groups));
const names = firstOther < 0 ? args : args.slice(0, firstOther);
const rest = firstOther < 0 ? [] : args.slice(firstOther);
if (names.length === 0 && rest.length > 0) {
  console.error(
    `There is no step ${rest[0]}. Steps are: ${[...Object.keys(steps), ...Object.keys(groups)].join(', ')}.`,
  );
  process.exit(2);
}
const chosen = names.length === 0 ? Object.keys(steps) : names.flatMap((name) => groups[name] ?? name);

interface Outcome {
  readonly name: string;
  readonly seconds: string;
  /** What went wrong, at each try. */
  readonly errors: readonly unknown[];
  readonly passed: boolean;
}

const outcomes: Outcome[] = [];
for (const name of chosen) {
  console.log(`\n▶ ${name}`);
  const start = performance.now();
  const errors: unknown[] = [];
  let passed = await attempt(name, errors);
  if (!passed && isCi && drivesPrograms.has(name)) {
    console.log(`\n▶ ${name}, once more`);
    passed = await attempt(name, errors);
  }
  outcomes.push({ name, seconds: ((performance.now() - start) / 1000).toFixed(1), errors, passed });
}

for (const { name, errors } of outcomes) {
  for (const error of errors) {
    if (error instanceof CommandError) {
      console.log(`\n✖ ${name}:\n${conclusion(error.output)}`);
    }
  }
}
console.log('');
for (const { name, seconds, errors, passed } of outcomes) {
  const remark = passed && errors.length > 0 ? '  passed only the second time: see above' : '';
  console.log(`${passed ? '✔' : '✖'} ${name.padEnd(12)}${seconds.padStart(6)} s${remark}`);
}
const failed = outcomes.filter(({ passed }) => !passed).map(({ name }) => name);
if (failed.length > 0) {
  process.exitCode = 1;
}
console.log(failed.length === 0 ? `All ${outcomes.length} steps passed.` : `Failed: ${failed.join(', ')}.`);

/** Runs a step. What goes wrong is shown and added to the errors. */
async function attempt(name: string, errors: unknown[]): Promise<boolean> {
  try {
    await steps[name]!(rest, errors.length > 0);
    return true;
  } catch (error) {
    console.error(explain(error));
    errors.push(error);
    return false;
  }
}

/** The part of a step's output that says what failed: the list of failing tests, else the end. */
function conclusion(output: string): string {
  const lines = output.trimEnd().split('\n');
  const list = lines.findIndex((line) => line.includes('✖ failing tests:'));
  return (list < 0 ? lines.slice(-50) : lines.slice(list)).join('\n');
}

/** Runs a script on this Node, in the project's folder. */
async function node(...args: readonly string[]): Promise<void> {
  await runAndCapture(process.execPath, args);
}

/**
 * Runs the test files that match, or those of them that the arguments name as a file or folder. Fails where there is
 * none, or where no test in them is chosen.
 */
async function testFiles(
  pattern: string,
  exclude: readonly string[],
  args: readonly string[],
  variables: NodeJS.ProcessEnv = {},
): Promise<void> {
  const named = args.filter((arg) => !arg.startsWith('-') && (arg.endsWith('.test.ts') || existsSync(join(root, arg))));
  const paths = named.map((path) => relative(root, resolve(root, path)));
  const isChosen = (file: string): boolean =>
    paths.length === 0 || paths.some((path) => file === path || file.startsWith(`${path}${sep}`));
  const files = globSync(pattern, { cwd: root, exclude }).filter(isChosen).sort();
  if (files.length === 0) {
    throw new Failure(
      `No test file ${paths.length === 0 ? `matches ${pattern}` : `of this step is ${named.join(' or ')}`}.`,
    );
  }
  await using folder = await temporaryFolder('tests');
  const count = join(folder.path, 'count');
  const reporters = [
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=./scripts/count-tests.ts',
    `--test-reporter-destination=${count}`,
  ];
  const flags = [`--test-timeout=${LIMIT}`, `--test-concurrency=${availableParallelism()}`, ...reporters];
  const others = args.filter((arg) => !named.includes(arg));
  await runAndCapture(process.execPath, ['--test', ...flags, ...others, ...files], variables);
  if (Number(await readFile(count, 'utf8')) === 0) {
    throw new Failure('No test ran.');
  }
}
