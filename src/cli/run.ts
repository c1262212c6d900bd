import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { Configuration, Severity } from '../language/api.ts';
import { CONFIGURATION_FILE, RECOMMENDED } from '../language/configuration.ts';
import { createLanguageService, readConfiguration } from '../language/index.ts';
import { revealed } from '../sanitize.ts';
import { Checkout } from './checkout.ts';
import { decode, type DecodedText } from './encoding.ts';
import { findFiles } from './files.ts';
import type { Formatter } from './formats/format.ts';
import { github } from './formats/github.ts';
import { json } from './formats/json.ts';
import { sarif } from './formats/sarif.ts';
import { text } from './formats/text.ts';
import { inWords } from './in-words.ts';
import { findingsIn, fixText, lintFile, readText } from './lint.ts';
import { type Format, type Options, readOptions, SEVERITIES, USAGE } from './options.ts';
import { type FileReport, reportFile } from './report.ts';

/** What the program has of the world around it. */
export interface World {
  readonly folder: string;
  readonly version: string;
  /** Whether output goes to a terminal that shows colours. */
  readonly color: boolean;
  /** Undefined where it is longer than what is checked. */
  readStdin(): Promise<Uint8Array | undefined>;
  out: (words: string | Uint8Array) => void;
  error: (words: string) => void;
}

/** Exit codes. */
const CLEAN = 0;
const FOUND = 1;
const FAILED = 2;

const FORMATTERS: Readonly<Record<Format, Formatter>> = { text, json, sarif, github };

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
    world.error(`${inWords(error)}\n`);
    return FAILED;
  }
}

async function lint(options: Options, world: World): Promise<number> {
  const service = createLanguageService();
  const reports: FileReport[] = [];
  const problems: string[] = [];
  const problem = (error: unknown): void => {
    problems.push(inWords(error));
  };
  const attempt = (action: () => void): void => {
    try {
      action();
    } catch (error) {
      problem(error);
    }
  };

  const checkout = new Checkout(world.folder);
  const { configuration, report } = findConfiguration(options.config, world.folder, checkout);
  if (report !== undefined) {
    reports.push(report);
  }
  const files = new Set<string>();
  const named = new Map<string, string>();
  for (const path of options.paths.filter((each) => each !== '-')) {
    named.set(resolve(world.folder, path), path);
    attempt(() => findFiles(path, world.folder, problem).forEach((file) => files.add(file)));
  }
  for (const file of files) {
    attempt(() => {
      const checked = lintFile(file, { service, configuration, folder: world.folder, checkout, fix: options.fix });
      const name = named.get(file);
      if (checked !== undefined) {
        reports.push(checked);
      } else if (name !== undefined) {
        world.error(`${revealed(name)} is not checked: it is too large for a task definition.\n`);
      }
    });
    // Whoever stops the program is heard between two files, and not in the middle of writing one.
    await turn();
  }
  const isFilter = options.fix && options.paths.includes('-');
  if (options.paths.includes('-')) {
    try {
      const { text, encode } = decodeInput(await world.readStdin());
      const checked = options.fix ? fixText(service, text, configuration) : text;
      if (options.fix) {
        world.out(encode(checked));
      }
      reports.push(reportFile('<stdin>', checked, findingsIn(service, checked, configuration)));
    } catch (error) {
      problem(error);
    }
  }

  for (const { path, brokenAt } of reports) {
    if (brokenAt !== undefined) {
      problems.push(
        `${path}:${brokenAt.line}:${brokenAt.column} is not valid JSON, so ECS refuses the file. Fix this first: findings may be missing.`,
      );
    }
  }
  problems.forEach((each) => world.error(`${revealed(each)}\n`));
  const output = FORMATTERS[options.format](reports, { color: options.color ?? world.color, version: world.version });
  if (output !== '') {
    // The fixed text is on standard output, so what is said of it goes to the other one.
    (isFilter ? world.error : world.out)(`${output}\n`);
  }
  const bad = (severity: Severity): boolean => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(options.failOn);
  const found = reports.some(({ findings }) => findings.some(({ severity }) => bad(severity)));
  return problems.length > 0 ? FAILED : found ? FOUND : CLEAN;
}

function decodeInput(bytes: Uint8Array | undefined): DecodedText {
  if (bytes === undefined) {
    throw new Error('Standard input is too large for a task definition.');
  }
  const input = decode(bytes);
  if (input === undefined) {
    throw new Error('Standard input is not text in UTF-8 or UTF-16.');
  }
  return input;
}

/** The configuration that is named, or that of the current folder, and what is wrong with it. */
function findConfiguration(
  named: string | undefined,
  folder: string,
  checkout: Checkout,
): { configuration: Configuration; report: FileReport | undefined } {
  const file = resolve(folder, named ?? CONFIGURATION_FILE);
  if (named === undefined && lstatSync(file, { throwIfNoEntry: false }) === undefined) {
    return { configuration: RECOMMENDED, report: undefined };
  }
  const read = readText(file, folder, checkout);
  if (read === undefined) {
    throw new Error(`${named ?? CONFIGURATION_FILE} is too large for a configuration.`);
  }
  const { path, text, isQuotable } = read;
  const { configuration, findings, isJson } = readConfiguration(text);
  if (!isJson) {
    throw new Error(`${path} is not valid JSON.`);
  }
  return { configuration, report: reportFile(path, text, { findings }, isQuotable) };
}
