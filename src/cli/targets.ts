import { resolve } from 'node:path';
import { findFiles, type PassedOver } from './files.ts';
import { inWords } from './in-words.ts';
import type { Problems } from './problems.ts';
import { reportedPath } from './read-text.ts';

/** On the command line, in place of a path. */
export const STDIN = '-';

/** Where paths are reported, in place of one. */
export const STDIN_NAME = '<stdin>';

/** The files to check. */
export interface Targets {
  /** Absolute, in order, each once. */
  readonly files: ReadonlySet<string>;
  /** What the command line names: of these files, those. */
  readonly named: ReadonlySet<string>;
  /** What was not looked into because it is a link, absolute. */
  readonly links: ReadonlySet<string>;
}

/** What the paths of a command line stand for. */
export function findTargets(paths: readonly string[], folder: string, problems: Problems): Targets {
  const files = new Set<string>();
  const named = new Set<string>();
  const links = new Set<string>();
  const passedOver: PassedOver = {
    unreadable: (closed, error) => {
      problems.add(new Error(`${reportedPath(closed, folder)} cannot be read: ${inWords(error)}`, { cause: error }));
    },
    link: (path) => links.add(path),
  };
  for (const path of paths.filter((each) => each !== STDIN)) {
    named.add(resolve(folder, path));
    problems.attempt(() => findFiles(path, folder, passedOver).forEach((file) => files.add(file)));
  }
  return { files, named, links };
}
