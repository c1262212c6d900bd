import type { LogTerminals } from '../logs/log-terminals.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly logs: LogTerminals;
}

/** Opens the lines of the terminal in front in an editor. */
export const openLogs = {
  id: 'openLogs',
  async run({ logs }: Needs): Promise<void> {
    await logs.active?.openInEditor();
  },
} satisfies Command<Needs>;
