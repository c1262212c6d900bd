import * as vscode from 'vscode';
import { findContainer } from '../../live/find-container.ts';
import { isProblem } from '../../problem.ts';
import { hindranceOf } from '../../readiness/container.ts';
import type { Connections } from '../connections/connections.ts';
import { confirmContainer } from '../containers/choose-container.ts';
import type { ChosenContainer } from '../containers/chosen-container.ts';
import { findAgain, type PickParts } from '../containers/pick-container.ts';
import type { OpenForward, OpenShell, OpenThings } from '../memory/open-things.ts';
import { queryOf, recentOf } from '../memory/recent-container.ts';
import { withWaiting } from '../progress.ts';
import { EndedTerminal } from '../terminal/ended-terminal.ts';
import { type ExecParts, optionsOf, ptyIn } from '../terminal/terminal-in.ts';
import { localize } from '../words.ts';

/**
 * Shows the terminals again that an earlier window had open, where VS Code is set to do so with others, too. They say
 * that their sessions have ended; a new one begins with Enter. Nothing is asked of AWS before that.
 */
export function returnShells(things: OpenThings, parts: PickParts & ExecParts): void {
  const { shells } = things;
  void things.setShells([]);
  for (const shell of terminalsReturn() ? shells : []) {
    const pty = returned(shell, parts);
    parts.shells.add(pty, shell);
    vscode.window.createTerminal(optionsOf(shell.name, pty));
  }
}

/** Whether VS Code is set to show terminals of an earlier window again. */
export function terminalsReturn(): boolean {
  return vscode.workspace.getConfiguration('terminal.integrated').get<boolean>('enablePersistentSessions', true);
}

/** The terminal, not yet open. */
function returned(shell: OpenShell, parts: PickParts & ExecParts): EndedTerminal {
  let where = shell.where;
  const pty: EndedTerminal = new EndedTerminal({
    words: localize(
      'The session in {0} ended with the window. Press Enter for a new one, or Ctrl+D to close the terminal.',
      shell.name,
    ),
    again: async (signal) => {
      const found = await findWhereItWas(shell, parts.connections, signal);
      const target = found && (await confirmContainer(found, parts, signal));
      if (target === undefined) {
        return undefined;
      }
      where = recentOf(target);
      return ptyIn(target, parts);
    },
    onGoingOn: ({ taskArn, name }) => parts.shells.add(pty, { where, task: taskArn, name }),
    log: parts.log,
  });
  return pty;
}

/**
 * The same container where it still runs and is ready, else that of the service's newest task; undefined where its
 * connection is not known any more. Rejects with a `Problem`, or with the signal's reason.
 */
export async function findWhereItWas(
  { where, task }: OpenShell | OpenForward,
  connections: Connections,
  stop?: AbortSignal,
): Promise<ChosenContainer | undefined> {
  const connection = connections.again(where.connection);
  if (connection === undefined) {
    return undefined;
  }
  try {
    return await withWaiting(
      localize('Looking for the newest task of {0}…', where.service ?? where.family),
      (signal) => findContainer(connection, { ...queryOf(where), task }, hindranceOf, signal),
      stop,
    );
  } catch (error) {
    if (isProblem(error) && (error.code === 'task-not-found' || error.code === 'not-ready')) {
      return findAgain(connection, where, stop);
    }
    throw error;
  }
}
