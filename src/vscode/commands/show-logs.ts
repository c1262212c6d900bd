import * as vscode from 'vscode';
import { pickContainer, type PickParts } from '../containers/pick-container.ts';
import type { Node } from '../explorer/nodes.ts';
import { ofContainer, requestOf } from '../logs/log-request.ts';
import type { LogTerminals } from '../logs/log-terminals.ts';
import type { Command } from './command.ts';

interface Needs extends PickParts {
  readonly logs: LogTerminals;
}

/** Shows the logs of the tree's container, task or service, or of a container that the user picks. */
export const showLogs = {
  id: 'showLogs',
  async run(needs: Needs, node?: Node): Promise<void> {
    const known = node && requestOf(node);
    if (known !== undefined) {
      needs.logs.show(known);
      return;
    }
    const picked = await pickContainer(vscode.l10n.t('Show Logs'), needs);
    if (picked !== undefined) {
      needs.logs.show(ofContainer(picked));
    }
  },
} satisfies Command<Needs>;
