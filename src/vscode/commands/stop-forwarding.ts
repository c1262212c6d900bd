import type { RunningForward } from '../ports/forwards.ts';
import type { Command } from './command.ts';

/** Stops forwarding a port. */
export const stopForwarding = {
  id: 'stopForwarding',
  async run(_: object, running?: RunningForward): Promise<void> {
    running?.forward.close();
    await running?.forward.ended;
  },
} satisfies Command<object>;
