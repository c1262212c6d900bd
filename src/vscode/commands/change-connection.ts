import * as vscode from 'vscode';
import { connectionWords } from '../connections/connection-words.ts';
import type { Connections } from '../connections/connections.ts';
import { pickItem, pickOne } from '../pick.ts';
import { localize } from '../words.ts';
import type { Command } from './command.ts';
import type { LiveCommand } from './list.ts';

interface Needs {
  readonly connections: Connections;
}

/** Offers what can be done about where and as whom AWS is asked. */
export const changeConnection = {
  id: 'changeConnection',
  async run({ connections }: Needs): Promise<void> {
    const { all } = connections;
    const item = (icon: string, label: string, command: LiveCommand) => pickItem({ icon, label }, { command });
    const picked = await pickOne({
      title: all.length === 1 ? connectionWords(all[0]).words : localize('{0} connections', all.length),
      placeHolder: vscode.l10n.t('What to change'),
      items: Promise.resolve([
        item('account', vscode.l10n.t('Select AWS Profile'), 'selectProfile'),
        item('globe', vscode.l10n.t('Select AWS Region'), 'selectRegion'),
        item('add', vscode.l10n.t('Add Connection…'), 'addConnection'),
        ...(all.length === 1 ? [] : [item('remove', vscode.l10n.t('Remove Connection…'), 'removeConnection')]),
        item('server', vscode.l10n.t('Add Cluster…'), 'addCluster'),
      ]),
    });
    if (picked !== undefined) {
      await vscode.commands.executeCommand(`ecs-exec.${picked.command}`);
    }
  },
} satisfies Command<Needs>;
