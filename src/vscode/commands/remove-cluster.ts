import type { Explorer } from '../explorer/explorer.ts';
import { connectionOf, type Node } from '../explorer/nodes.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly explorer: Pick<Explorer, 'refresh'>;
}

/** Forgets a cluster that the user has named. Where AWS lists it, it stays in the tree. */
export const removeCluster = {
  id: 'removeCluster',
  async run({ explorer }: Needs, node?: Node): Promise<void> {
    if (node?.kind === 'cluster') {
      await connectionOf(node).removeFavourite(node.cluster);
      explorer.refresh(node.parent);
    }
  },
} satisfies Command<Needs>;
