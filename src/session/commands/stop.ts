import { setTimeout as pause } from 'node:timers/promises';
import type { Session } from '../shell/api.ts';

/** How long a command may take to end after Ctrl-C, or a shell after its command, in milliseconds. */
const GRACE = 2000;

/** So many times that long at most, where more and more of its output comes meanwhile: it may be its last words. */
const MOST_GRACES = 5;

/**
 * Ends what runs in a session: Ctrl-C, and where that does not help, closing the session. Resolves when it is over.
 * `received` counts what has come of its output. While more of that comes the key is pressed again, once in each time
 * of grace, as a user would: a shell can miss one that comes while it starts a program, for dash hears it in the new
 * process, which then forgets it.
 */
export async function stop(session: Session, received: () => number): Promise<void> {
  session.interrupt();
  await letEnd(session, received, () => session.interrupt());
}

/**
 * Like `stop`, for a script that tidies up however often it is interrupted: with a second Ctrl-C halfway, whatever
 * comes.
 */
export async function stopScript(session: Session): Promise<void> {
  session.interrupt();
  const again = setTimeout(() => session.interrupt(), GRACE / 2);
  await letEnd(session);
  clearTimeout(again);
}

/**
 * Waits for a session that is about to end, and closes it where it does not. `onMore` hears that more of its output
 * comes.
 */
export async function letEnd(
  session: Session,
  received: () => number = () => 0,
  onMore: () => void = () => undefined,
): Promise<void> {
  for (
    let graces = 0, before = -1;
    graces < MOST_GRACES && session.state.name !== 'ended' && received() !== before;
    graces++
  ) {
    if (graces > 0) {
      onMore();
    }
    before = received();
    await endsWithin(GRACE, session);
  }
  session.close();
  await session.ended;
}

async function endsWithin(ms: number, session: Session): Promise<void> {
  const waiting = new AbortController();
  const late = pause(ms, undefined, { signal: waiting.signal }).catch(() => undefined);
  await Promise.race([session.ended, late]);
  waiting.abort();
}
