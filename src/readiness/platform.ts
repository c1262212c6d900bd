import type { Task } from '../aws/api.ts';
import { Problem } from '../problem.ts';
import { text } from '../text.ts';

/** Whether a task runs Windows: `platformFamily` is then `WINDOWS_SERVER_2022_CORE` or the like. */
export function isWindows({ platformFamily }: Pick<Task, 'platformFamily'>): boolean {
  return platformFamily?.toLowerCase().startsWith('windows') === true;
}

/** Throws a `Problem` where a task has no POSIX shell to run a script in. */
export function refuseWindows(task: Pick<Task, 'platformFamily'>): void {
  if (isWindows(task)) {
    throw new Problem('windows', text('This is not supported yet in Windows containers.'), text('Exec into the container, and do it in the terminal.'));
  }
}
