import { setTimeout } from 'node:timers/promises';
import type { Session } from '../api.ts';

/** How long a command may take to end after Ctrl-C, or a shell after its command, in milliseconds. */
const GRACE = 2000;

/** Ends what runs in a session: Ctrl-C, and where that does not help, closing the session. Resolves when it is over. */
export async function stop(session: Session): Promise<void> {
  session.interrupt();
  await letEnd(session);
}

/** Waits for a session that is about to end, and closes it where it does not. */
export async function letEnd(session: Session): Promise<void> {
  const waiting = new AbortController();
  const late = setTimeout(GRACE, undefined, { signal: waiting.signal }).catch(() => undefined);
  await Promise.race([session.ended, late]);
  waiting.abort();
  session.close();
  await session.ended;
}
