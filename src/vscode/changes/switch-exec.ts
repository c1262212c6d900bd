import * as vscode from 'vscode';
import { lastPart } from '../../arn.ts';
import { refusalOfExec } from '../../live/changes/refusals.ts';
import { decide, showBriefly } from '../notify.ts';
import { withCancelling, withWaiting } from '../progress.ts';
import { localize } from '../words.ts';
import type { Replaced } from './deploy-again.ts';
import { type ChangeParts, deployed, examine, refuse, type ServicePlace } from './service-change.ts';
import { tasksOf, untilReady } from './watch-deployment.ts';
import { whereInWords } from './where.ts';

/**
 * Switches exec on or off for the new tasks of a service, which replace those that run, once the user agrees; undefined
 * where they do not. Where it is switched on, it waits for a task that is ready. Rejects with a `Problem`.
 */
export async function switchExec(
  service: ServicePlace,
  enabled: boolean,
  parts: Pick<ChangeParts, 'explorer'>,
): Promise<Replaced | undefined> {
  const title = enabled
    ? localize('Enable ECS Exec for service "{0}"', lastPart(service.serviceArn))
    : localize('Disable ECS Exec for service "{0}"', lastPart(service.serviceArn));
  const examined = await examine(service, title);
  const { state, gateway, name } = examined;
  const definition = enabled ? await withWaiting(title, (signal) => deployed(examined, signal)) : undefined;
  refuse(refusalOfExec(state, enabled, definition));
  const button = enabled ? vscode.l10n.t('Enable and Deploy') : vscode.l10n.t('Disable and Deploy');
  const details = [
    ...(state.execEnabled === enabled
      ? [enabled ? vscode.l10n.t('It is already on for new tasks.') : vscode.l10n.t('It is already off for new tasks.')]
      : []),
    localize('ECS starts a new deployment that replaces its {0} tasks, with the same task definition.', state.running),
    whereInWords(name.clusterArn, gateway.connection),
  ];
  if ((await decide(`${title}?`, details, button)) !== button) {
    return undefined;
  }
  return withCancelling(title, async (signal, tell) => {
    const known = enabled ? await tasksOf(examined, signal) : new Set<string>();
    const deployment = await gateway.changes.updateService(name, { kind: 'exec', enabled }, signal);
    parts.explorer.lookAgain(name.serviceArn);
    if (!enabled || state.desired === 0) {
      showBriefly(
        enabled
          ? localize('ECS Exec is on for new tasks of service "{0}". Its desired count is 0.', state.name)
          : localize('ECS Exec is off for new tasks of service "{0}". Those that run are being replaced.', state.name),
      );
      return { ready: undefined };
    }
    const ready = await untilReady(examined, { deployment, known }, signal, tell);
    parts.explorer.lookAgain(name.serviceArn);
    return { ready };
  });
}
