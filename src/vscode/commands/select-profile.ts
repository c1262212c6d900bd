import * as vscode from 'vscode';
import { pickProfile } from '../connections/boxes.ts';
import { changeConnection } from '../connections/change.ts';
import type { Connections } from '../connections/connections.ts';
import { connectionIn, type Node } from '../explorer/nodes.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly connections: Connections;
}

/**
 * Lets the user choose a profile of the AWS configuration files, or the default credential chain, for the node's
 * connection; for which one is asked where there are several and no node says it.
 */
export const selectProfile = {
  id: 'selectProfile',
  async run({ connections }: Needs, node?: Node): Promise<void> {
    const title = vscode.l10n.t('Select AWS Profile');
    await changeConnection(title, connections, connectionIn(node), ({ choice }, step) =>
      pickProfile(title, connections, choice.profile, step),
    );
  },
} satisfies Command<Needs>;
