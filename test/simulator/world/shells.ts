import { existsSync } from 'node:fs';

/** What the `sh` of a container may be: Debian's, Amazon Linux's, and Alpine's, which is busybox. */
export type ShellName = 'dash' | 'bash' | 'ash';

export const SHELL_NAMES: readonly ShellName[] = ['dash', 'bash', 'ash'];

const DIRECTORIES = ['/bin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];

/** The programs of this machine that are such shells; those that it has. */
export function findShells(): Map<ShellName, string> {
  const found = new Map<ShellName, string>();
  for (const name of SHELL_NAMES) {
    const program = name === 'ash' ? 'busybox' : name;
    const directory = DIRECTORIES.find((candidate) => existsSync(`${candidate}/${program}`));
    if (directory !== undefined) {
      found.set(name, `${directory}/${program}`);
    }
  }
  return found;
}
