import { setTimeout as pause } from 'node:timers/promises';
import type { Session } from '../api.ts';

/** How long a command may take to end after Ctrl-C, or a shell after its command, in milliseconds. */
const GRACE = 2000;

/** Ends what runs in a session: Ctrl-C, and where that does not help, closing the session. Resolves when it is over. */
export async function stop(session: Session): Promise<void> {
  session.interrupt();
  await letEnd(session);
}

/**
 * Like `stop`, for a script that tidies up however often it is interrupted: with a second Ctrl-C halfway. A shell can
 * miss one that comes while it starts a program: dash hears it in the new process, which then forgets it.
 */
export async function stopScript(session: Session): Promise<void> {
  session.interrupt();
  const again = setTimeout(() => session.interrupt(), GRACE / 2);
  await letEnd(session);
  clearTimeout(again);
}

/** Waits for a session that is about to end, and closes it where it does not. */
export async function letEnd(session: Session): Promise<void> {
  const waiting = new AbortController();
  const late = pause(GRACE, undefined, { signal: waiting.signal }).catch(() => undefined);
  await Promise.race([session.ended, late]);
  waiting.abort();
  session.close();
  await session.ended;
}
