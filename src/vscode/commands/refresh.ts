import type { Explorer } from '../explorer/explorer.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly explorer: Pick<Explorer, 'refresh'>;
}

/**
 * Asks for everything anew, with new credentials. VS Code gives the buttons in a view's title the node that has the
 * focus, whatever they are for: it is not what is meant.
 */
export const refresh = {
  id: 'refresh',
  run({ explorer }: Needs): void {
    explorer.refresh();
  },
} satisfies Command<Needs>;
