import type { Explorer } from '../explorer/explorer.ts';
import type { Node } from '../explorer/nodes.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly explorer: Pick<Explorer, 'refresh'>;
}

/** Asks again for what the row of a problem stands for. */
export const retry = {
  id: 'retry',
  run({ explorer }: Needs, node?: Node): void {
    explorer.refresh(node);
  },
} satisfies Command<Needs>;
