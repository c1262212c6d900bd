import { access, constants, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';

/**
 * Why a program cannot be run, in the words of Go's os/exec, which the agent passes on; undefined if it can.
 * Without a slash in it the program is looked for in the directories of `path`.
 */
export async function findProblem(program: string, path: string, directory: string): Promise<string | undefined> {
  if (program.includes('/')) {
    const problem = await check(resolve(directory, program));
    return problem === undefined ? undefined : `fork/exec ${program}: ${problem}`;
  }
  for (const candidate of path.split(':').filter(isAbsolute)) {
    if ((await check(join(candidate, program))) === undefined) return undefined;
  }
  return `exec: "${program}": executable file not found in $PATH`;
}

async function check(file: string): Promise<string | undefined> {
  try {
    if ((await stat(file)).isDirectory()) return 'permission denied';
    await access(file, constants.X_OK);
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EACCES' ? 'permission denied' : 'no such file or directory';
  }
}
