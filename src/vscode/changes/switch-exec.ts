import * as vscode from 'vscode';
import { refusalOfExec } from '../../live/changes/refusals.ts';
import { type Deploying, untilDeployed } from '../../live/changes/start-watch.ts';
import type { LiveContainer } from '../../live/container.ts';
import { shortId } from '../../live/task-name.ts';
import { hindranceOf } from '../../readiness/container.ts';
import type { ServiceNode } from '../explorer/nodes.ts';
import { decide, showBriefly, tellWithButton } from '../notify.ts';
import { type TellProgress, withCancelling, withWaiting } from '../progress.ts';
import { type ExecParts, openTerminal } from '../terminal/terminal-in.ts';
import { inWords, localize } from '../words.ts';
import { type ChangeParts, deployed, examine, type Examined, refuse } from './service-change.ts';
import { whereInWords } from './where.ts';

/** Switches exec on or off for the new tasks of a service, which replace those that run. Rejects with a `Problem`. */
export async function switchExec(node: ServiceNode, enabled: boolean, parts: ChangeParts & ExecParts): Promise<void> {
  const title = enabled
    ? localize('Enable ECS Exec for service "{0}"', node.service.name)
    : localize('Disable ECS Exec for service "{0}"', node.service.name);
  const examined = await examine(node, title);
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
    return;
  }
  await withCancelling(title, async (signal, tell) => {
    const known = enabled ? await tasksOf(examined, signal) : new Set<string>();
    const deployment = await gateway.changes.updateService(name, { kind: 'exec', enabled }, signal);
    parts.explorer.lookAgain(name.serviceArn);
    if (!enabled || state.desired === 0) {
      showBriefly(
        enabled
          ? localize('ECS Exec is on for new tasks of service "{0}". Its desired count is 0.', state.name)
          : localize('ECS Exec is off for new tasks of service "{0}". Those that run are being replaced.', state.name),
      );
      return;
    }
    const ready = await watch(examined, { deployment, known }, signal, tell);
    parts.explorer.lookAgain(name.serviceArn);
    offerShell(ready, state.name, parts);
  });
}

async function tasksOf({ gateway, name, state }: Examined, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  const filter = { kind: 'service', service: state.name } as const;
  for await (const page of gateway.clusters.listTasks(name.clusterArn, filter, signal)) {
    page.forEach(({ arn }) => known.add(arn));
  }
  return known;
}

function watch(
  { connection, name }: Examined,
  deploying: Deploying,
  signal: AbortSignal,
  tell: TellProgress,
): Promise<LiveContainer> {
  return untilDeployed(connection, name, deploying, {
    hindrance: hindranceOf,
    tell: (progress) => tell(inWords(progress)),
    signal,
  });
}

function offerShell(ready: LiveContainer, service: string, parts: ExecParts): void {
  const words = localize('Task {0} of service "{1}" is ready for exec.', shortId(ready.task), service);
  tellWithButton(words, vscode.l10n.t('Exec into Container'), parts.log, async () => {
    await openTerminal(ready, parts);
  });
}
