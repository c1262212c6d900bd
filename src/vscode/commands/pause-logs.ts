import type { LogTerminals } from '../logs/log-terminals.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly logs: LogTerminals;
}

/** Asks for no more lines in the terminal in front, or goes on. */
export const pauseLogs = {
  id: 'pauseLogs',
  run({ logs }: Needs): void {
    logs.active?.togglePause();
  },
} satisfies Command<Needs>;
