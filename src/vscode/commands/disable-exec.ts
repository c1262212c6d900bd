import * as vscode from 'vscode';
import { chooseService } from '../changes/choose-node.ts';
import { type ChangeParts, servicePlaceOf } from '../changes/service-change.ts';
import { switchExec } from '../changes/switch-exec.ts';
import type { Node } from '../explorer/nodes.ts';
import type { Command } from './command.ts';

/** Switches exec off for a service, and replaces its tasks. */
export const disableExec = {
  id: 'disableExec',
  async run(needs: ChangeParts, node?: Node): Promise<void> {
    const service = await chooseService(node, vscode.l10n.t('Disable ECS Exec'), needs);
    if (service !== undefined) {
      await switchExec(servicePlaceOf(service), false, needs);
    }
  },
} satisfies Command<ChangeParts>;
