import * as vscode from 'vscode';
import { refusalOfRollBack } from '../../live/changes/refusals.ts';
import { chooseService } from '../changes/choose-node.ts';
import { type ChangeParts, deploymentOf, examine, refuse, servicePlaceOf } from '../changes/service-change.ts';
import { whereInWords } from '../changes/where.ts';
import type { Node } from '../explorer/nodes.ts';
import { decide, showBriefly } from '../notify.ts';
import { withCancelling, withWaiting } from '../progress.ts';
import { localize } from '../words.ts';
import type { Command } from './command.ts';

/** Stops a deployment under way, which takes the service back to the revision before. */
export const rollBackDeployment = {
  id: 'rollBackDeployment',
  async run(needs: ChangeParts, node?: Node): Promise<void> {
    const service = await chooseService(node, vscode.l10n.t('Stop and Roll Back Deployment'), needs);
    if (service === undefined) {
      return;
    }
    const title = localize('Stop and roll back the deployment of service "{0}"', service.service.name);
    const { state, gateway, name } = await examine(servicePlaceOf(service), title);
    const deployment = await withWaiting(title, (signal) => deploymentOf(state, gateway.changes, signal));
    refuse(refusalOfRollBack(state, deployment));
    const button = vscode.l10n.t('Stop and Roll Back');
    const details = [
      vscode.l10n.t('ECS stops the tasks of the new revision, and goes back to the revision before.'),
      ...(deployment?.stage === undefined ? [] : [localize('The deployment is at stage {0}.', deployment.stage)]),
      whereInWords(name.clusterArn, gateway.connection),
    ];
    if (deployment === undefined || (await decide(`${title}?`, details, button)) !== button) {
      return;
    }
    await withCancelling(title, (signal) => gateway.changes.rollBack(deployment.arn, signal));
    needs.explorer.lookAgain(name.serviceArn);
    showBriefly(localize('The deployment of service "{0}" is being rolled back.', state.name));
  },
} satisfies Command<ChangeParts>;
