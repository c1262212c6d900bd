import * as vscode from 'vscode';
import { lastPart } from '../../arn.ts';
import { refusalOfDeployment } from '../../live/changes/refusals.ts';
import type { LiveContainer } from '../../live/container.ts';
import { decide, showBriefly } from '../notify.ts';
import { withCancelling } from '../progress.ts';
import { localize } from '../words.ts';
import { type ChangeParts, examine, refuse, type ServicePlace } from './service-change.ts';
import { tasksOf, untilReady } from './watch-deployment.ts';
import { whereInWords } from './where.ts';

/** What came of a change that replaces the tasks of a service. */
export interface Replaced {
  /** The first new container that can be exec'd into; undefined where nobody waited for one, or none is to come. */
  readonly ready: LiveContainer | undefined;
}

/**
 * Replaces all tasks of a service by new ones of the same task definition, once the user agrees; undefined where they
 * do not. Rejects with a `Problem`.
 */
export async function deployAgain(
  service: ServicePlace,
  parts: Pick<ChangeParts, 'explorer'>,
  isWatched: boolean,
): Promise<Replaced | undefined> {
  const title = localize('Force a new deployment of service "{0}"', lastPart(service.serviceArn));
  const examined = await examine(service, title);
  const { state, gateway, name } = examined;
  refuse(refusalOfDeployment(state));
  const button = vscode.l10n.t('Force New Deployment');
  const details = [
    localize('ECS starts new tasks of the same task definition, and then stops the {0} that run.', state.running),
    vscode.l10n.t('An image whose tag has moved is pulled anew.'),
    whereInWords(name.clusterArn, gateway.connection),
  ];
  if ((await decide(`${title}?`, details, button)) !== button) {
    return undefined;
  }
  return withCancelling(title, async (signal, tell) => {
    const isAwaited = isWatched && state.desired > 0;
    const known = isAwaited ? await tasksOf(examined, signal) : new Set<string>();
    const deployment = await gateway.changes.updateService(name, { kind: 'deploy' }, signal);
    parts.explorer.lookAgain(name.serviceArn);
    showBriefly(localize('A new deployment of service "{0}" has started.', state.name));
    const ready = isAwaited ? await untilReady(examined, { deployment, known }, signal, tell) : undefined;
    parts.explorer.lookAgain(name.serviceArn);
    return { ready };
  });
}
