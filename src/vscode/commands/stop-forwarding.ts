import type { RunningForward } from '../ports/forwards.ts';

/** Stops forwarding a port. */
export async function stopForwarding(running?: RunningForward): Promise<void> {
  running?.forward.close();
  await running?.forward.ended;
}
