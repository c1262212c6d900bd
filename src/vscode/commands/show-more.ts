import type { Explorer } from '../explorer/explorer.ts';
import type { MoreNode } from '../explorer/nodes.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly explorer: Pick<Explorer, 'showMore'>;
}

/** Shows more of a list, below which this row stands. */
export const showMore = {
  id: 'showMore',
  run({ explorer }: Needs, node: MoreNode): void {
    explorer.showMore(node);
  },
} satisfies Command<Needs>;
