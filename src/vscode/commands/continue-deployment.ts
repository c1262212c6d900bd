import * as vscode from 'vscode';
import { refusalOfDecision } from '../../live/changes/refusals.ts';
import { chooseService } from '../changes/choose-node.ts';
import { type ChangeParts, deploymentOf, examine, refuse, servicePlaceOf } from '../changes/service-change.ts';
import { whereInWords } from '../changes/where.ts';
import type { Node } from '../explorer/nodes.ts';
import { decide, showBriefly } from '../notify.ts';
import { withCancelling, withWaiting } from '../progress.ts';
import { localize } from '../words.ts';
import type { Command } from './command.ts';

/** Decides about a deployment that waits at a pause hook. */
export const continueDeployment = {
  id: 'continueDeployment',
  async run(needs: ChangeParts, node?: Node): Promise<void> {
    const service = await chooseService(node, vscode.l10n.t('Continue Deployment'), needs);
    if (service === undefined) {
      return;
    }
    const title = localize('Continue the deployment of service "{0}"', service.service.name);
    const { state, gateway, name } = await examine(servicePlaceOf(service), title);
    const deployment = await withWaiting(title, (signal) => deploymentOf(state, gateway.changes, signal));
    refuse(refusalOfDecision(state, deployment));
    const [hook] = deployment?.waiting ?? [];
    if (deployment === undefined || hook === undefined) {
      return;
    }
    const [go, back] = [vscode.l10n.t('Continue'), vscode.l10n.t('Roll Back')];
    const details = [
      localize('It waits at stage {0} for your decision.', deployment.stage ?? '?'),
      ...(hook.expiresAt === undefined
        ? []
        : [
            hook.otherwise === 'CONTINUE'
              ? localize('Without one, ECS continues it at {0}.', hook.expiresAt.toLocaleString())
              : hook.otherwise === 'ROLLBACK'
                ? localize('Without one, ECS rolls it back at {0}.', hook.expiresAt.toLocaleString())
                : localize('ECS waits for it until {0}.', hook.expiresAt.toLocaleString()),
          ]),
      whereInWords(name.clusterArn, gateway.connection),
    ];
    const pressed = await decide(`${title}?`, details, go, back);
    if (pressed === undefined) {
      return;
    }
    const decision = pressed === go ? 'CONTINUE' : 'ROLLBACK';
    await withCancelling(title, (signal) => gateway.changes.decide(deployment.arn, hook.id, decision, signal));
    needs.explorer.lookAgain(name.serviceArn);
    showBriefly(
      decision === 'CONTINUE'
        ? localize('The deployment of service "{0}" continues.', state.name)
        : localize('The deployment of service "{0}" is being rolled back.', state.name),
    );
  },
} satisfies Command<ChangeParts>;
