import * as vscode from 'vscode';
import { chooseContainer, confirmContainer } from '../containers/choose-container.ts';
import { findAgain, type PickParts } from '../containers/pick-container.ts';
import { type ExecParts, openTerminal } from '../terminal/terminal-in.ts';
import type { Command } from './command.ts';

type Needs = PickParts & ExecParts;

/**
 * Opens a terminal in the container that was used last, in the newest task of its service that is ready; in one that
 * the user picks where none was used yet.
 */
export const execAgain = {
  id: 'execAgain',
  async run(needs: Needs): Promise<void> {
    const [last] = needs.memory.containers.items;
    const connection = last && needs.connections.again(last.connection);
    const target =
      last === undefined || connection === undefined
        ? await chooseContainer(undefined, vscode.l10n.t('Exec into Container'), needs)
        : await confirmContainer(await findAgain(connection, last), needs);
    if (target !== undefined) {
      await openTerminal(target, needs);
    }
  },
} satisfies Command<Needs>;
