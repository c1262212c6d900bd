import * as vscode from 'vscode';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import { pickConnection } from '../connections/boxes.ts';
import type { Connections } from '../connections/connections.ts';
import { connectionIn, type Node } from '../explorer/nodes.ts';
import { BACK } from '../steps.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly connections: Connections;
}

/** Shows a profile in a region no more: the node's, or one that the user picks. What is open through it stays open. */
export const removeConnection = {
  id: 'removeConnection',
  async run({ connections }: Needs, node?: Node): Promise<void> {
    if (connections.all.length === 1) {
      throw new Problem(
        'only-connection',
        sentence('This is the only connection.'),
        sentence('Select another profile or region for it instead.'),
      );
    }
    const title = vscode.l10n.t('Remove Connection');
    const connection = connectionIn(node) ?? (await pickConnection(title, connections, { number: 1, of: 1 }));
    if (connection !== undefined && connection !== BACK) {
      await connections.remove(connection);
    }
  },
} satisfies Command<Needs>;
