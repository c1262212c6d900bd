import { revealed, sanitizeLines } from '../sanitize.ts';
import { Baseline } from './baseline.ts';
import { createLinter, type LinterSettings } from './create-linter.ts';
import { FORMATTERS } from './formats/index.ts';
import { inWords } from './in-words.ts';
import type { LintOptions } from './lint.ts';
import { lintFiles } from './lint-files.ts';
import { lintStdin } from './lint-stdin.ts';
import { type Options, readOptions, SEVERITIES, USAGE } from './options.ts';
import { filesInPart, filesPassedOver, linksPassedOver } from './passed-over.ts';
import { Problems } from './problems.ts';
import type { FileReport } from './report.ts';
import { findTargets, STDIN } from './targets.ts';
import type { World } from './world.ts';

/** Exit codes. */
const CLEAN = 0;
const FOUND = 1;
const FAILED = 2;

/** Runs the program, and resolves with its exit code. Never rejects. */
export async function run(args: readonly string[], world: World): Promise<number> {
  try {
    const options = readOptions(args);
    if (options.help || options.version) {
      world.out(`${options.help ? USAGE : world.version}\n`);
      return CLEAN;
    }
    if (options.paths.length === 0) {
      world.error(`Name a file, a folder or a glob.\n\n${USAGE}\n`);
      return FAILED;
    }
    return await lint(options, world);
  } catch (error) {
    // Of several lines only where Node says more of an option.
    world.error(`${sanitizeLines(inWords(error))}\n`);
    return FAILED;
  }
}

async function lint(options: Options, world: World): Promise<number> {
  const problems = new Problems();
  const { folder } = world;
  const settings: LinterSettings = { folder, config: options.config, fix: options.fix, kinds: options.kinds };
  const checker = createLinter(settings);
  const { baseline: named, updateBaseline: isUpdated } = options;
  const { checkout } = checker;
  const baseline = named === undefined ? undefined : new Baseline({ named, folder, checkout, isUpdated });
  const linter: LintOptions = { ...checker, baseline };
  const targets = findTargets(options.paths, folder, problems);
  const files = [...(await lintFiles(targets, linter, problems, () => world.startThreads(settings)))];
  if (options.paths.includes(STDIN)) {
    await lintStdin(linter, world).then((read) => files.push(read), problems.add);
  }
  const reports = [...linter.configurations.reports, ...files];
  const ofBaseline = baseline?.finish() ?? [];
  const notices = [
    ...filesPassedOver(reports),
    ...filesInPart(reports),
    ...linksPassedOver(targets.links, folder),
    ...ofBaseline,
    ...problems.sentences,
  ];
  notices.forEach((each) => world.error(`${revealed(each)}\n`));
  write(reports, options, world);
  return problems.sentences.length > 0 ? FAILED : fails(reports, options) ? FOUND : CLEAN;
}

function write(reports: readonly FileReport[], { format, color, fix, paths }: Options, world: World): void {
  const output = FORMATTERS[format](reports, { color: color ?? world.color, version: world.version });
  if (output !== '') {
    // The fixed text is on standard output, so what is said of it goes to the other one.
    (fix && paths.includes(STDIN) ? world.error : world.out)(`${output}\n`);
  }
}

function fails(reports: readonly FileReport[], { failOn }: Options): boolean {
  const bad = SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  return reports.some(({ findings }) => findings.some(({ severity }) => bad.includes(severity)));
}
