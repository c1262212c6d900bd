import { parseArgs } from 'node:util';
import type { DocumentKind, Severity } from '../language/api.ts';

export const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof FORMATS)[number];

/** From the worst to the mildest. */
export const SEVERITIES = ['error', 'warning', 'information'] as const satisfies readonly Severity[];

/** What can be checked. */
export const KINDS = [
  'task-definition',
  'policy',
  'service',
  'task-run',
  'cluster',
] as const satisfies readonly DocumentKind[];

/** What the command line asks for. */
export interface Options {
  /** Files, folders and globs; `-` is standard input. */
  readonly paths: readonly string[];
  readonly format: Format;
  /** What is checked, and nothing else; undefined for all that is known. */
  readonly kinds: readonly DocumentKind[] | undefined;
  readonly fix: boolean;
  /** Findings as bad as this, or worse, make the exit code 1. */
  readonly failOn: Severity;
  /** A configuration file in place of the nearest of each file. */
  readonly config: string | undefined;
  /** A file with the findings that are known. */
  readonly baseline: string | undefined;
  /** Whether what is found now is written there. */
  readonly updateBaseline: boolean;
  readonly color: boolean | undefined;
  readonly help: boolean;
  readonly version: boolean;
}

export const USAGE = `Checks ECS task definitions, services, runs of tasks and clusters, and IAM policies, for what AWS refuses and for what
breaks ECS Exec.

Usage: ecs-exec-lint [options] <file, folder or glob …>
       ecs-exec-lint [options] -            reads standard input

Options:
  --format <name>      text (default), json, sarif or github
  --kind <name>        check only task-definition, policy, service, task-run or cluster; can be repeated
  --fix                fix everything that needs no choice
  --fail-on <severity> error (default), warning or information: what makes the exit code 1
  --config <file>      use this file instead of the nearest ecs-exec.config.json
  --baseline <file>    do not report the findings that this file knows
  --update-baseline    write what is found now to the file that --baseline names
  --[no-]color         colors in the text format; by default in a terminal
  --version            print the version
  --help               print this text

In a folder, files in JSON, YAML and Terraform and their templates are checked, without those that .gitignore names.
Files that hold nothing of these are passed over. To ignore others, or to switch a rule off for some files, use
"ignore" and "overrides" in ecs-exec.config.json; in YAML and Terraform, a comment "# ecs-exec-disable-next-line <rule>"
does it, too.

Exit code: 0 nothing that --fail-on names, 1 something of that, 2 something could not be done.`;

/** Reads the command line. Throws an Error with a sentence for the user where it makes no sense. */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    allowNegative: true,
    options: {
      format: { type: 'string', default: 'text' },
      kind: { type: 'string', multiple: true },
      fix: { type: 'boolean', default: false },
      'fail-on': { type: 'string', default: 'error' },
      config: { type: 'string' },
      baseline: { type: 'string' },
      'update-baseline': { type: 'boolean', default: false },
      color: { type: 'boolean' },
      help: { type: 'boolean', default: false, short: 'h' },
      version: { type: 'boolean', default: false },
    },
  });
  if (values['update-baseline'] && values.baseline === undefined) {
    throw new Error('--update-baseline needs the file to write. Add --baseline <file>.');
  }
  return {
    paths: positionals,
    format: oneOf('--format', values.format, FORMATS),
    kinds: values.kind?.map((kind) => oneOf('--kind', kind, KINDS)),
    fix: values.fix,
    failOn: oneOf('--fail-on', values['fail-on'], SEVERITIES),
    config: values.config,
    baseline: values.baseline,
    updateBaseline: values['update-baseline'],
    color: values.color,
    help: values.help,
    version: values.version,
  };
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) {
    throw new Error(`${option} must be one of ${allowed.join(', ')}, not "${value}".`);
  }
  return found;
}
