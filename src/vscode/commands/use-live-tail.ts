import { toggleLiveTail } from '../logs/log-terminals.ts';
import type { Command } from './command.ts';

/** Uses Live Tail for logs once the user has accepted what it costs, or no longer. */
export const useLiveTail = {
  id: 'useLiveTail',
  run: () => toggleLiveTail(),
} satisfies Command<object>;
