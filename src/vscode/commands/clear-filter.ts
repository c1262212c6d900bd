import type { Explorer } from '../explorer/explorer.ts';
import type { KeptFilter } from '../explorer/kept-filter.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly explorer: Pick<Explorer, 'narrow'>;
  readonly filter: KeptFilter;
}

/** Shows all clusters and services again. */
export const clearFilter = {
  id: 'clearFilter',
  async run({ explorer, filter }: Needs): Promise<void> {
    explorer.narrow('');
    await filter.keep('');
  },
} satisfies Command<Needs>;
