import { Problem } from '../../problem.ts';
import { text } from '../../text.ts';
import type { Checker } from './checksum.ts';

/** What a script has found: `name=value` with spaces between. */
export type Facts = ReadonlyMap<string, string>;

export function readFacts(message: string): Facts {
  return new Map(message.trim().split(/\s+/).map((word): [string, string] => {
    const [name = '', value = ''] = word.split('=', 2);
    return [name, value];
  }));
}

export function checkerOf(facts: Facts): Checker {
  const name = facts.get('sum');
  return name === 'sha256sum' || name === 'cksum' || name === 'wc' ? name : 'none';
}

/** How something went in the container. */
export interface Outcome {
  /** What a program had to complain. */
  readonly words: string;
  readonly exitCode: number;
  readonly checksum: string;
}

/** Reads words, `=` and an exit code, and what a checksum program has printed. */
export function readOutcome(message: string): Outcome {
  const [, words = message, exitCode = '1', checksum = ''] = /^([^]*)=(\d+)\s*([^]*)$/.exec(message) ?? [];
  return { words: words.trim().replace(/\s+/g, ' '), exitCode: Number(exitCode), checksum: checksum.trim() };
}

export function failedInContainer({ words, exitCode }: Outcome): Problem {
  return new Problem(
    'copy/failed',
    text('The container could not copy it: {0}', words === '' ? String(exitCode) : words),
    text('Check the path, its permissions and the free space there, then try again.'),
  );
}

export function damaged(): Problem {
  return new Problem('copy/damaged', text('What arrived is not what was sent, and has been thrown away.'), text('Try again.'));
}

export function needsTar(): Problem {
  return new Problem('copy/no-tar', text('The container has no tar, which copying a folder needs.'), text('Copy single files.'));
}
