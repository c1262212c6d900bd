import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import process from 'node:process';

/**
 * Kills a shell and everything that it started and that still runs, jobs in the background included. They are
 * known by the shell's session or, if they left that, by the home directory in their environment, which is theirs
 * alone. Where there is no /proc, only the shell's own process group is found.
 */
export async function killAll(shell: number, home: string): Promise<void> {
  if (!existsSync('/proc/self/stat')) {
    kill(-shell);
    return;
  }
  let killed: number[];
  do {
    // A process may fork between two looks, hence the loop.
    killed = (await findProcesses(shell, home)).filter(kill);
  } while (killed.length > 0);
}

async function findProcesses(shell: number, home: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const belongs = await Promise.all(
    pids.map(async (pid) => (await sessionOf(pid)) === shell || (await hasHome(pid, home))),
  );
  return pids.filter((_, index) => belongs[index]);
}

/** The id of the process's session; undefined for one that is gone or a zombie. */
async function sessionOf(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  // After the name, which may contain anything, come state, parent, group and session: proc_pid_stat(5).
  const [state, , , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' || state === 'X' ? undefined : Number(session);
}

async function hasHome(pid: number, home: string): Promise<boolean> {
  const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
  return environment.split('\0').includes(`HOME=${home}`);
}

/** Returns whether there was such a process and it could be killed. */
function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}
