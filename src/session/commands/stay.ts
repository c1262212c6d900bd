import type { Session } from '../shell/api.ts';
import { letEnd } from './stop.ts';

/**
 * What a script ends with, after its last word. The agent that carries its output waits two seconds when the script
 * ends, sends one lost frame in a tenth of a second again, and leaves: whatever is still missing then is lost for good
 * (amazon-ssm-agent, `PrepareToCloseChannel`). So the script stays until {@link dismiss} says that all has arrived.
 * Nothing but an end of its terminal may interrupt it meanwhile. For any POSIX shell, a statement of its own.
 */
export const STAY = "trap '' INT; read -r end";

/**
 * Lets a script end that has spoken its last word: to be called once that word has come, in order, for then everything
 * before it has too. Resolves when the session is over; closes it where it does not end soon.
 */
export async function dismiss(session: Session): Promise<void> {
  session.write('\n');
  await letEnd(session);
}
