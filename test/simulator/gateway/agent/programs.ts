import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { ContainerImage } from '../api.ts';
import { findProgram, type Programs } from './executable.ts';

/** Where an image has its programs. */
const MACHINE_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const PROGRAM = /^\/(?:usr\/(?:local\/)?)?s?bin\/([^/]+)$/;

/**
 * Makes a directory of links to those of this machine's programs that the image has. One that says nothing has all
 * of them; so has one that only names its shell, unless it is busybox, which brings its own.
 */
export async function preparePrograms({ shell, programs }: ContainerImage, directory: string): Promise<Programs> {
  if (shell === undefined && programs === undefined) {
    return { path: MACHINE_PATH, locate: (program) => program };
  }
  await mkdir(directory);
  const link = async (name: string, program: string | undefined): Promise<void> => {
    const path = join(directory, name);
    if (program !== undefined && !existsSync(path)) {
      await symlink(program, path);
    }
  };
  const busybox = shell !== false && shell !== undefined && basename(shell) === 'busybox' ? shell : undefined;
  if (busybox !== undefined && programs === undefined) {
    await promisify(execFile)(busybox, ['--install', '-s', directory]);
  }
  if (shell !== false) {
    await link('sh', shell);
  }
  for (const name of programs ?? []) {
    await link(name, busybox ?? (await findProgram(name, MACHINE_PATH)));
  }

  // Where the image has no more than that, this machine's programs do not show.
  const closed = programs !== undefined || busybox !== undefined || shell === false;
  return {
    path: closed ? directory : `${directory}:${MACHINE_PATH}`,
    locate: (program) => {
      const [, name] = PROGRAM.exec(program) ?? [];
      return name !== undefined && (closed || name === 'sh') ? join(directory, name) : program;
    },
  };
}
