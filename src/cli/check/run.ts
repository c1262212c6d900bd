import { regionOfCluster } from '../../arn.ts';
import type { Aws } from '../../aws/api/aws.ts';
import { isProblem, Problem } from '../../problem.ts';
import { toJson } from '../../readiness/export/json.ts';
import { toMarkdown } from '../../readiness/export/markdown.ts';
import { Memory } from '../../readiness/gather/memory.ts';
import { makeReport } from '../../readiness/make-report.ts';
import type { Report } from '../../readiness/model/report.ts';
import { sanitizeLines } from '../../sanitize.ts';
import { english, sentence } from '../../text.ts';
import { inWords } from '../in-words.ts';
import { choosePlace } from './choose.ts';
import { type CheckOptions, readCheckOptions, USAGE } from './options.ts';
import { toText } from './text.ts';

/** What the program has of the world around it. */
export interface CheckWorld {
  readonly version: string;
  /** Whether output goes to a terminal that shows colours. */
  readonly color: boolean;
  readonly aws: () => Promise<Aws>;
  out: (words: string) => void;
  error: (words: string) => void;
}

/** Exit codes. */
const READY = 0;
const NOT_READY = 1;
const FAILED = 2;

const CODES: Readonly<Record<Report['verdict'], number>> = {
  ready: READY,
  'not-ready': NOT_READY,
  'could-not-tell': FAILED,
};

/** Runs the program, and resolves with its exit code. Never rejects. */
export async function runCheck(args: readonly string[], world: CheckWorld): Promise<number> {
  try {
    const options = readCheckOptions(args);
    if (options.help || options.version) {
      world.out(`${options.help ? USAGE : world.version}\n`);
      return READY;
    }
    if (options.cluster === undefined || (options.service === undefined) === (options.task === undefined)) {
      world.error(`Name a cluster, and a service or a task.\n\n${USAGE}\n`);
      return FAILED;
    }
    const report = await check(options, world);
    world.out(`${written(report, options, world).trimEnd()}\n`);
    return CODES[report.verdict];
  } catch (error) {
    world.error(`${sanitizeLines(saidOf(error))}\n`);
    return FAILED;
  }
}

async function check({ profile, region, ...options }: CheckOptions, world: CheckWorld): Promise<Report> {
  const aws = await world.aws();
  const gateway = await aws.connect({
    profile,
    region: region ?? regionOfCluster(options.cluster ?? ''),
    endpoint: undefined,
    mfaCode: () =>
      Promise.reject(
        new Problem(
          'mfa-needed',
          sentence('The profile needs a code of a multi-factor device.'),
          sentence('Use a profile whose credentials are there already.'),
        ),
      ),
    log: () => undefined,
  });
  try {
    const place = await choosePlace({ profile, region, ...options }, gateway);
    return await makeReport(place, gateway, { memory: new Memory() });
  } finally {
    gateway.dispose();
  }
}

function written(report: Report, { format }: CheckOptions, { color }: CheckWorld): string {
  switch (format) {
    case 'json':
      return toJson(report);
    case 'markdown':
      return toMarkdown(report);
    case 'text':
      return toText(report, color);
  }
}

function saidOf(error: unknown): string {
  return isProblem(error)
    ? [error.sentence, error.nextStep].flatMap((text) => (text === undefined ? [] : english(text))).join(' ')
    : inWords(error);
}
