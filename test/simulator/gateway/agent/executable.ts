import { access, constants, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';

/** The programs of a container. */
export interface Programs {
  /** For the environment variable of that name. */
  readonly path: string;
  /** Where a program is that somebody names with its directory, `/bin/sh`. */
  readonly locate: (program: string) => string;
}

/**
 * Why a program cannot be run, in the words of Go's os/exec, which the agent passes on; undefined if it can.
 * Without a slash in it the program is looked for in the directories of the path.
 */
export async function findProblem(
  program: string,
  { path, locate }: Programs,
  directory: string,
): Promise<string | undefined> {
  if (!program.includes('/')) {
    return (await findProgram(program, path)) === undefined
      ? `exec: "${program}": executable file not found in $PATH`
      : undefined;
  }
  const problem = await check(resolve(directory, locate(program)));
  return problem === undefined ? undefined : `fork/exec ${program}: ${problem}`;
}

/** Where in the directories of a path the program is. */
export async function findProgram(program: string, path: string): Promise<string | undefined> {
  for (const directory of path.split(':').filter(isAbsolute)) {
    const file = join(directory, program);
    if ((await check(file)) === undefined) {
      return file;
    }
  }
  return undefined;
}

async function check(file: string): Promise<string | undefined> {
  try {
    if ((await stat(file)).isDirectory()) {
      return 'permission denied';
    }
    await access(file, constants.X_OK);
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EACCES'
      ? 'permission denied'
      : 'no such file or directory';
  }
}
