import * as vscode from 'vscode';
import { chooseContainer } from '../containers/choose-container.ts';
import type { PickParts } from '../containers/pick-container.ts';
import type { Node } from '../explorer/nodes.ts';
import { type ExecParts, openTerminal } from '../terminal/terminal-in.ts';
import type { Command } from './command.ts';

type Needs = PickParts & ExecParts;

/** Opens a terminal in a container: the tree's, or one that the user picks. */
export const execIntoContainer = {
  id: 'execIntoContainer',
  async run(needs: Needs, node?: Node): Promise<void> {
    const target = await chooseContainer(node, vscode.l10n.t('Exec into Container'), needs);
    if (target !== undefined) {
      await openTerminal(target, needs);
    }
  },
} satisfies Command<Needs>;
