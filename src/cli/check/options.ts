import { parseArgs } from 'node:util';

export const FORMATS = ['text', 'json', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

/** What the command line asks for. */
export interface CheckOptions {
  /** A name or an ARN. */
  readonly cluster: string | undefined;
  /** A name or an ARN. */
  readonly service: string | undefined;
  /** An id or an ARN. */
  readonly task: string | undefined;
  readonly container: string | undefined;
  readonly region: string | undefined;
  readonly profile: string | undefined;
  readonly format: Format;
  readonly help: boolean;
  readonly version: boolean;
}

export const USAGE = `Says why ECS Exec works, or does not work, in a running container, and what to do about it.

Usage: ecs-exec-check --cluster <name or ARN> --service <name> [options]
       ecs-exec-check --cluster <name or ARN> --task <id or ARN> [options]

Options:
  --container <name>   the container; needed where the task has several that are not sidecars
  --region <code>      the AWS region; by default that of the cluster's ARN, the environment or the profile
  --profile <name>     a profile of the AWS configuration files
  --format <name>      text (default), json or markdown
  --version            print the version
  --help               print this text

Of a service, the newest task is checked. Nothing is changed in AWS. Credentials, region and endpoints are found as
the AWS CLI finds them.

Exit code: 0 ready for exec, 1 not ready, 2 exec may fail, it could not be told,
or something could not be done.`;

/** Reads the command line. Throws an Error with a sentence for the user where it makes no sense. */
export function readCheckOptions(args: readonly string[]): CheckOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      cluster: { type: 'string' },
      service: { type: 'string' },
      task: { type: 'string' },
      container: { type: 'string' },
      region: { type: 'string' },
      profile: { type: 'string' },
      format: { type: 'string', default: 'text' },
      help: { type: 'boolean', default: false, short: 'h' },
      version: { type: 'boolean', default: false },
    },
  });
  const format = FORMATS.find((each) => each === values.format);
  if (format === undefined) {
    throw new Error(`--format must be one of ${FORMATS.join(', ')}, not "${values.format}".`);
  }
  return { ...EMPTY, ...values, format };
}

const EMPTY = {
  cluster: undefined,
  service: undefined,
  task: undefined,
  container: undefined,
  region: undefined,
  profile: undefined,
};
