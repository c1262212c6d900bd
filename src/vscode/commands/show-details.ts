import { detailsOf } from '../details/details.ts';
import type { Documents } from '../documents/documents.ts';
import type { Node } from '../explorer/nodes.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly documents: Pick<Documents, 'open'>;
}

/** Shows all that there is to read about what the tree shows, in a document. */
export const showDetails = {
  id: 'showDetails',
  async run({ documents }: Needs, node?: Node): Promise<void> {
    const document = node && detailsOf(node);
    if (document !== undefined) {
      await documents.open(document);
    }
  },
} satisfies Command<Needs>;
