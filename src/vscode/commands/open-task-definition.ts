import * as vscode from 'vscode';
import { registrableText } from '../../live/task-definition-text.ts';
import type { ChooseParts } from '../changes/choose-node.ts';
import { definitionOf, folderOf, type RunningDefinition } from '../changes/definition-of.ts';
import { LIVE_DEFINITIONS } from '../contributions.ts';
import type { Documents } from '../documents/documents.ts';
import type { Node } from '../explorer/nodes.ts';
import type { Command } from './command.ts';

interface Needs extends ChooseParts {
  readonly documents: Documents;
}

/** Shows the task definition of what runs, as it could be registered again, with what our rules find in it. */
export const openTaskDefinition = {
  id: 'openTaskDefinition',
  async run(needs: Needs, given?: Node | RunningDefinition): Promise<void> {
    const found = await definitionOf(given, vscode.l10n.t('Open Task Definition'), needs);
    if (found !== undefined) {
      const { connection, definition } = found;
      // It is asked first, so that the document's folder can say whose it is.
      const gateway = await connection.gateway();
      await needs.documents.open({
        path: `/${folderOf(found)}/${LIVE_DEFINITIONS}/${definition}.json`,
        language: 'json',
        content: async (signal) => registrableText(await gateway.taskDefinitions.describe(definition, signal)),
      });
    }
  },
} satisfies Command<Needs>;
