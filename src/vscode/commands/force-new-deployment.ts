import * as vscode from 'vscode';
import { chooseService } from '../changes/choose-node.ts';
import { deployAgain } from '../changes/deploy-again.ts';
import { type ChangeParts, servicePlaceOf } from '../changes/service-change.ts';
import type { Node } from '../explorer/nodes.ts';
import type { Command } from './command.ts';

/** Replaces all tasks of a service by new ones of the same task definition. */
export const forceNewDeployment = {
  id: 'forceNewDeployment',
  async run(needs: ChangeParts, node?: Node): Promise<void> {
    const service = await chooseService(node, vscode.l10n.t('Force New Deployment'), needs);
    if (service !== undefined) {
      await deployAgain(servicePlaceOf(service), needs, false);
    }
  },
} satisfies Command<ChangeParts>;
