import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import type { Checker } from './checksum.ts';

/** What a script has found: `name=value` with spaces between. */
export type Facts = ReadonlyMap<string, string>;

export function readFacts(message: string): Facts {
  return new Map(
    message
      .trim()
      .split(/\s+/)
      .map((word): [string, string] => {
        const [name = '', value = ''] = word.split('=', 2);
        return [name, value];
      }),
  );
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
  /** Complaints that are none: see the scripts. */
  readonly harmless: number;
  /** What comes after that, a checksum for example. */
  readonly rest: string;
}

/** Reads words, and a last line of `=`, an exit code, the number of harmless complaints, and the rest. */
export function readOutcome(message: string): Outcome {
  const [, words = '', exitCode, harmless, rest = ''] = /^([^]*?)(?:^|\n)=(\d+) (\d+)(?: ([^]*))?$/.exec(message) ?? [];
  return exitCode === undefined
    ? { words: inOneLine(message), exitCode: 1, harmless: 0, rest: '' }
    : { words: inOneLine(words), exitCode: Number(exitCode), harmless: Number(harmless), rest: rest.trim() };
}

function inOneLine(words: string): string {
  return words.trim().replace(/\s+/g, ' ');
}

/** The nine bits of a mode that is written in octal, or as `ls` writes it; undefined for anything else. */
export function modeOf(written: string): number | undefined {
  if (/^[0-7]{1,5}$/.test(written)) {
    return Number.parseInt(written, 8) & 0o777;
  }
  // Capitals are set-id and sticky bits where nobody may execute it.
  const [, letters] = /^.([-r][-w][-xsS][-r][-w][-xsS][-r][-w][-xtT])/.exec(written) ?? [];
  return letters === undefined
    ? undefined
    : Array.from(letters).reduce((bits, letter) => bits * 2 + (/[rwxst]/.test(letter) ? 1 : 0), 0);
}

export function failedInContainer({ words, exitCode }: Outcome): Problem {
  return new Problem(
    'copy/failed',
    sentence('The copy failed in the container: {0}', words === '' ? String(exitCode) : words),
    sentence('Check the path, its permissions and the free space there, then try again.'),
  );
}

export function damaged(): Problem {
  return new Problem(
    'copy/damaged',
    sentence('The copy was damaged on its way, and has been deleted.'),
    sentence('Try again.'),
  );
}

/** What answers in the container is not our script, or not any more. */
export function garbled(): Problem {
  return new Problem(
    'copy/garbled',
    sentence("The extension does not understand the container's answer."),
    sentence('Try again. If that does not help, check which program /bin/sh is in the container.'),
  );
}

/** `MB` are millions of bytes. */
export function noSpace(place: 'here' | 'there', needed: number, free: number): Problem {
  const [need, has] = [inMegabytes(needed), inMegabytes(free)];
  return new Problem(
    'copy/no-space',
    place === 'here'
      ? sentence('The copy needs {0} MB, but only {1} MB are free on this computer.', need, has)
      : sentence('The copy needs {0} MB, but only {1} MB are free in the container.', need, has),
    sentence('Delete files there, or choose another folder.'),
  );
}

function inMegabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}

/** Replacing something has failed when it was too late; nothing is lost. */
export function leftOver(path: string, kept: string, words: string): Problem {
  return new Problem(
    'copy/left-over',
    sentence('{0} could not be replaced completely: {1}', path, words),
    sentence('The old content is in {0}.', kept),
  );
}

/** Neither can be replaced by the other, as `cp` has it. */
export function wrongKind(
  kind: 'file' | 'folder',
  there: 'file' | 'folder' | 'link' | 'special',
  path: string,
): Problem {
  const nextStep = sentence('Choose another path.');
  switch (there) {
    case 'special':
      return new Problem(
        'copy/special',
        sentence('{0} is a device, a pipe or a socket. A copy cannot replace it.', path),
        nextStep,
      );
    case 'link':
      return new Problem('copy/is-link', sentence('{0} is a link. A copy cannot replace it.', path), nextStep);
    default:
      return kind === 'file'
        ? new Problem('copy/is-folder', sentence('{0} is a folder. A file cannot replace it.', path), nextStep)
        : new Problem('copy/is-file', sentence('{0} is a file. A folder cannot replace it.', path), nextStep);
  }
}

/** Of a path in a container. */
export function homeless(): Problem {
  return new Problem(
    'copy/no-home',
    sentence('The container has no home directory: its variable HOME is not set.'),
    sentence('Enter the whole path.'),
  );
}

export function needsTar(): Problem {
  return new Problem(
    'copy/no-tar',
    sentence('The container does not have tar. Copying a folder needs it.'),
    sentence('Copy single files.'),
  );
}
