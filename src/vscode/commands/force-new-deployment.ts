import * as vscode from 'vscode';
import { refusalOfDeployment } from '../../live/changes/refusals.ts';
import { chooseService } from '../changes/choose-node.ts';
import { type ChangeParts, examine, refuse } from '../changes/service-change.ts';
import { whereInWords } from '../changes/where.ts';
import type { Node } from '../explorer/nodes.ts';
import { decide, showBriefly } from '../notify.ts';
import { withCancelling } from '../progress.ts';
import { localize } from '../words.ts';
import type { Command } from './command.ts';

/** Replaces all tasks of a service by new ones of the same task definition. */
export const forceNewDeployment = {
  id: 'forceNewDeployment',
  async run(needs: ChangeParts, node?: Node): Promise<void> {
    const service = await chooseService(node, vscode.l10n.t('Force New Deployment'), needs);
    if (service === undefined) {
      return;
    }
    const title = localize('Force a new deployment of service "{0}"', service.service.name);
    const { state, gateway, name } = await examine(service, title);
    refuse(refusalOfDeployment(state));
    const button = vscode.l10n.t('Force New Deployment');
    const details = [
      localize('ECS starts new tasks of the same task definition, and then stops the {0} that run.', state.running),
      vscode.l10n.t('An image whose tag has moved is pulled anew.'),
      whereInWords(name.clusterArn, gateway.connection),
    ];
    if ((await decide(`${title}?`, details, button)) !== button) {
      return;
    }
    await withCancelling(title, (signal) => gateway.changes.updateService(name, { kind: 'deploy' }, signal));
    needs.explorer.lookAgain(name.serviceArn);
    showBriefly(localize('A new deployment of service "{0}" has started.', state.name));
  },
} satisfies Command<ChangeParts>;
