import type { Explorer } from '../explorer/explorer.ts';
import type { Node } from '../explorer/nodes.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly explorer: Pick<Explorer, 'refresh'>;
}

/** Asks anew for what is below a node of the tree. */
export const refreshNode = {
  id: 'refreshNode',
  run({ explorer }: Needs, node?: Node): void {
    explorer.refresh(node);
  },
} satisfies Command<Needs>;
