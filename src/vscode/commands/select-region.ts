import * as vscode from 'vscode';
import { pickRegion } from '../connections/boxes.ts';
import { changeConnection } from '../connections/change.ts';
import type { Connections } from '../connections/connections.ts';
import { connectionIn, type Node } from '../explorer/nodes.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly connections: Connections;
}

/**
 * Lets the user choose a region, or type one that the list does not know, for the node's connection; for which one is
 * asked where there are several and no node says it.
 */
export const selectRegion = {
  id: 'selectRegion',
  async run({ connections }: Needs, node?: Node): Promise<void> {
    const title = vscode.l10n.t('Select AWS Region');
    await changeConnection(title, connections, connectionIn(node), ({ choice, place }, step) =>
      pickRegion(title, connections, place?.region ?? choice.region, step),
    );
  },
} satisfies Command<Needs>;
