/**
 * The tests: `test.ts [step or group …] [arguments of the step]`. Without a name, all that CI runs.
 * Every chosen step runs, whatever became of those before it; the exit code is 1 when one has failed. What failed is
 * told again at the end, where a long log is read first. Steps that leave a core free, or that mostly wait, run side by
 * side; what each prints then follows once it has ended.
 *
 * On CI, steps that drive a VS Code or other programs get a second chance: a workbench on a busy machine can lose a key
 * press, a shell a signal. One that needed it is named at the end, with what failed: fix it all the same.
 */
import { existsSync, globSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandError, output, root, runAndCapture } from './command.ts';
import { explain, Failure } from './main.ts';
import { packageExtension } from './package.ts';
import { ensureChromium } from './setup/chromium.ts';
import { type HostName, installHost } from './setup/hosts.ts';
import { ensurePeersOnCi } from './setup/peers.ts';
import { build } from './stage.ts';
import { temporaryFolder } from './temporary-folder.ts';

type Step = (args: readonly string[], run: Run) => Promise<void>;

/** How a step runs now. */
interface Run {
  readonly isSecondChance: boolean;
  /** Beside others, which have built nothing: what it needs is built, and what it prints waits for its end. */
  readonly isBeside: boolean;
}

/** How long one process of tests may take, in milliseconds: a test file, or its share of those that share some. */
const LIMIT = 5 * 60_000;

/** Most of the time of a small file went into compiling what it imports. */
const compileCache = { NODE_COMPILE_CACHE: join(root, 'out', 'compile-cache') };

/** Tests that have a step of their own, or several. */
const OF_OTHER_STEPS = [
  'test/simulator/**',
  'test/scripts/**',
  'test/*/protocol/**',
  'test/host/suites/**',
  'test/e2e/**',
];

/**
 * Unit tests that take their time: they try very many examples, measure how work grows, run all rules over all fixtures
 * once more, read what is very large, generate files anew, or start programs and threads.
 */
const THOROUGH = [
  'test/**/*.property.test.ts',
  'test/**/{growth,*-growth,hostile,hostile-peer}.test.ts',
  'test/language/notation/every-rule*.test.ts',
  'test/language/typing/*.test.ts',
  'test/aws/credentials/source.test.ts',
  'test/cli/threads.test.ts',
  'test/language/limits.test.ts',
  'test/readiness/network/any-facts.test.ts',
  'test/replace-file.test.ts',
  'test/schemas/generated.test.ts',
  'test/session/channel/bounds.test.ts',
  'test/session/commands/{run,shell-command}.test.ts',
  'test/syntaxes/grammar.test.ts',
];

const steps: Readonly<Record<string, Step>> = {
  // What the others need and bring in themselves when they run alone; some tests of earlier steps look at it too.
  setup: async () => {
    await installHost('oldest');
    await installHost('newest');
    await ensureChromium();
    await ensurePeersOnCi();
  },
  eslint: (args, run) =>
    node(run, 'node_modules/eslint/bin/eslint.js', '--max-warnings=0', ...(args.length === 0 ? ['.'] : args)),
  types: async (_, run) => {
    await node(run, 'node_modules/typescript/bin/tsc', '-p', '.');
    // Apart, because the language service may use nothing of Node's or VS Code's.
    await node(run, 'node_modules/typescript/bin/tsc', '-p', 'src/language');
  },
  prettier: (_, run) => node(run, 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  layers: (_, run) =>
    node(
      run,
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      'src',
      'scripts',
      'test',
      '--config',
      '.dependency-cruiser.cjs',
    ),
  unit: (args) => {
    // One that is asked for by its name may be thorough.
    const isAll = args.every((arg) => arg.startsWith('-'));
    return testFiles(['test/**/*.test.ts'], [...OF_OTHER_STEPS, ...(isAll ? THOROUGH : [])], args, compileCache, true);
  },
  thorough: (args) => testFiles(THOROUGH, OF_OTHER_STEPS, args, compileCache),
  protocol: async (args) => {
    await ensurePeersOnCi();
    await testFiles(['test/{simulator,scripts,*/protocol}/**/*.test.ts'], [], args, compileCache);
  },
  build: () => build(),
  'host-oldest': (args, run) => host('oldest', args, run),
  'host-newest': (args, run) => host('newest', args, run),
  e2e: async (args, { isSecondChance }) => {
    const passed = join(root, 'out', 'e2e-passed.json');
    await mkdir(join(root, 'out'), { recursive: true });
    if (!isSecondChance) {
      await rm(passed, { force: true });
    }
    const flags = ['--test-concurrency=1', `--test-rerun-failures=${passed}`];
    await testFiles(['test/e2e/**/*.test.ts'], [], [...flags, ...args], { E2E_VSIX: await packageExtension() });
  },
};
const groups: Readonly<Record<string, readonly string[]>> = {
  lint: ['eslint', 'types', 'prettier', 'layers'],
  host: ['host-oldest', 'host-newest'],
};
/** Steps that run side by side where both are chosen, the longest first. */
const besides = [groups['lint'], groups['host']];
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
for (const batch of batches(chosen)) {
  const isBeside = batch.length > 1;
  if (isBeside && batch.some((name) => name.startsWith('host')) && !chosen.includes('build')) {
    await build();
  }
  const left = [...batch];
  const work = async (): Promise<void> => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      outcomes.push(await perform(name, isBeside));
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), batch.length) }, work));
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

/** The steps, one after the other, but those that run side by side together. */
function batches(names: readonly string[]): readonly (readonly string[])[] {
  const made: string[][] = [];
  for (const name of names) {
    const last = made.at(-1);
    const [previous = ''] = last ?? [];
    if (besides.some((group) => group?.includes(name) && group.includes(previous))) {
      last?.push(name);
    } else {
      made.push([name]);
    }
  }
  return made;
}

/** Runs a step, a second time where it may be. */
async function perform(name: string, isBeside: boolean): Promise<Outcome> {
  console.log(`\n▶ ${name}`);
  const start = performance.now();
  const errors: unknown[] = [];
  let passed = await attempt(name, errors, isBeside);
  if (!passed && isCi && drivesPrograms.has(name)) {
    console.log(`\n▶ ${name}, once more`);
    passed = await attempt(name, errors, isBeside);
  }
  return { name, seconds: ((performance.now() - start) / 1000).toFixed(1), errors, passed };
}

/** Runs a step. What goes wrong is shown and added to the errors. */
async function attempt(name: string, errors: unknown[], isBeside: boolean): Promise<boolean> {
  try {
    await steps[name]!(rest, { isSecondChance: errors.length > 0, isBeside });
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
async function node({ isBeside }: Run, ...args: readonly string[]): Promise<void> {
  if (isBeside) {
    const printed = await output(process.execPath, args);
    if (printed !== '') {
      console.log(`\n${printed.trimEnd()}`);
    }
  } else {
    await runAndCapture(process.execPath, args);
  }
}

/** Runs the suites in a VS Code. */
async function host(version: HostName, args: readonly string[], run: Run): Promise<void> {
  await node(run, 'test/host/runner/main.ts', version, ...(run.isBeside ? ['--built'] : []), ...args);
}

/**
 * Runs the test files that match, or those of them that the arguments name as a file or folder. Fails where there is
 * none, or where no test in them is chosen. Each has a process of its own, unless they may share some.
 */
async function testFiles(
  patterns: readonly string[],
  exclude: readonly string[],
  args: readonly string[],
  variables: NodeJS.ProcessEnv = {},
  mayShare = false,
): Promise<void> {
  const named = args.filter((arg) => !arg.startsWith('-') && (arg.endsWith('.test.ts') || existsSync(join(root, arg))));
  const paths = named.map((path) => relative(root, resolve(root, path)));
  const isChosen = (file: string): boolean =>
    paths.length === 0 || paths.some((path) => file === path || file.startsWith(`${path}${sep}`));
  const files = globSync(patterns, { cwd: root, exclude }).filter(isChosen).sort();
  if (files.length === 0) {
    throw new Failure(
      `No test file ${paths.length === 0 ? `matches ${patterns.join(' or ')}` : `of this step is ${named.join(' or ')}`}.`,
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
  const run = mayShare ? await inGroups(files, folder.path) : files;
  await runAndCapture(process.execPath, ['--test', ...flags, ...others, ...run], variables);
  if (Number(await readFile(count, 'utf8')) === 0) {
    throw new Failure('No test ran.');
  }
}

/**
 * Files for a few processes, written into the folder, each of which loads its share of the test files: to start a
 * process for each took longer than most tests. A test file with hooks for each test outside a suite stays as it is,
 * since they would run for the tests of other files too.
 */
async function inGroups(files: readonly string[], folder: string): Promise<readonly string[]> {
  const most = 2 * availableParallelism();
  const apart: string[] = [];
  const groups: string[][] = Array.from({ length: most }, () => []);
  let next = 0;
  for (const file of files) {
    if (files.length <= most || /^(?:before|after)Each\(/m.test(await readFile(join(root, file), 'utf8'))) {
      apart.push(file);
    } else {
      groups[next++ % most]?.push(pathToFileURL(join(root, file)).href);
    }
  }
  const loader = pathToFileURL(join(root, 'scripts', 'test-group.ts')).href;
  const written: string[] = [];
  for (const [index, urls] of groups.filter((urls) => urls.length > 0).entries()) {
    const path = join(folder, `group-${index + 1}.mjs`);
    await writeFile(path, `import { loadTests } from '${loader}';\nawait loadTests(${JSON.stringify(urls)});\n`);
    written.push(path);
  }
  return [...written, ...apart];
}
