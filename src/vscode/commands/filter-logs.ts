import type { LogTerminals } from '../logs/log-terminals.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly logs: LogTerminals;
}

/** Shows only some lines in the terminal in front: as a keybinding says, or the user. */
export const filterLogs = {
  id: 'filterLogs',
  async run({ logs }: Needs, typed?: unknown): Promise<void> {
    if (typeof typed === 'string') {
      logs.active?.filter(typed);
    } else {
      await logs.active?.askFilter();
    }
  },
} satisfies Command<Needs>;
