import * as vscode from 'vscode';
import { environmentText } from '../../live/environment-text.ts';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import { folderOf } from '../changes/definition-of.ts';
import { pickContainer, type PickParts } from '../containers/pick-container.ts';
import type { Documents } from '../documents/documents.ts';
import { containerOf, type Node } from '../explorer/nodes.ts';
import { tellWithButton } from '../notify.ts';
import { inWords, localize } from '../words.ts';
import type { Command } from './command.ts';

interface Needs extends PickParts {
  readonly documents: Documents;
  readonly log: vscode.LogOutputChannel;
}

/** Shows which variables a container gets, and their values where the user asks for them then. */
export const showEnvironment = {
  id: 'showEnvironment',
  async run(needs: Needs, node?: Node): Promise<void> {
    const target =
      node?.kind === 'container' ? containerOf(node) : await pickContainer(vscode.l10n.t('Show Environment'), needs);
    if (target === undefined) {
      return;
    }
    const { connection, task, container } = target;
    const { taskDefinitions } = await connection.gateway();
    const { definition } = task;
    const open = (withValues: boolean): Promise<void> =>
      needs.documents.open({
        path: `/${folderOf({ connection, definition })}/environment/${definition}/${container.name}.env`,
        language: 'properties',
        content: async (signal) => {
          const { containerDefinitions = [] } = await taskDefinitions.describe(definition, signal);
          const found = containerDefinitions.find(({ name }) => name === container.name);
          if (found === undefined) {
            throw new Problem(
              'container-not-found',
              sentence('Container "{0}" is not in task definition {1}: AWS added it.', container.name, definition),
            );
          }
          return environmentText(found, { definition, withValues, say: inWords });
        },
      });
    await open(false);
    const words = localize('Values of the environment of container "{0}" are hidden.', container.name);
    tellWithButton(words, vscode.l10n.t('Show Values'), needs.log, () => open(true));
  },
} satisfies Command<Needs>;
