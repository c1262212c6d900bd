import * as vscode from 'vscode';
import { type ChooseParts, chooseService, selectedAs } from '../changes/choose-node.ts';
import { detailsOf } from '../details/details.ts';
import type { Documents } from '../documents/documents.ts';
import type { Node } from '../explorer/nodes.ts';
import type { Command } from './command.ts';

interface Needs extends ChooseParts {
  readonly documents: Pick<Documents, 'open'>;
}

/** Shows all that there is to read about what the tree shows, or a service that the user selects, in a document. */
export const showDetails = {
  id: 'showDetails',
  async run(needs: Needs, node?: Node): Promise<void> {
    const about = node ?? selectedAs(['cluster', 'task', 'stoppedTask', 'container'], needs);
    const chosen = about ?? (await chooseService(undefined, vscode.l10n.t('Show Details'), needs));
    const document = chosen && detailsOf(chosen);
    if (document !== undefined) {
      await needs.documents.open(document);
    }
  },
} satisfies Command<Needs>;
