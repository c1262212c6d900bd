import * as vscode from 'vscode';
import type { OpenConnection } from '../../live/connection.ts';
import type { LiveContainer } from '../../live/container.ts';
import { containersOfService } from '../../live/find-container.ts';
import { refusalIn } from '../../live/read-only.ts';
import { ownContainers, sidecarOf } from '../../live/sidecar.ts';
import { execReadiness, hindranceOf, summarize } from '../../readiness/container.ts';
import { connectionOf, containerOf, type Node, type TaskNode } from '../explorer/nodes.ts';
import { recentOf } from '../memory/recent-container.ts';
import { pickItem, pickOne } from '../pick.ts';
import { withWaiting } from '../progress.ts';
import { settings } from '../settings.ts';
import { inWords, localize } from '../words.ts';
import type { ChosenContainer } from './chosen-container.ts';
import { confirmReadiness } from './confirm-readiness.ts';
import { pickContainer, type PickParts } from './pick-container.ts';

/**
 * The tree's container; that of a task or of a service's newest ready task; or one that the user picks from a list of
 * this title. Undefined where the user gives up. Rejects with a `Problem`.
 */
export async function chooseContainer(
  node: Node | undefined,
  title: string,
  parts: PickParts,
): Promise<ChosenContainer | undefined> {
  const chosen = await selectContainer(node, title, parts);
  return chosen && confirmContainer(chosen, parts);
}

/**
 * Remembers what was chosen, once the user knows whether it is ready; undefined where they then give up. Rejects with a
 * `Problem`, or with the signal's reason.
 */
export async function confirmContainer(
  chosen: ChosenContainer,
  { memory }: Pick<PickParts, 'memory'>,
  signal?: AbortSignal,
): Promise<ChosenContainer | undefined> {
  const gateway = await chosen.connection.gateway();
  const refusal = refusalIn(settings.readOnly(), 'session', gateway.connection);
  if (refusal !== undefined) {
    throw refusal;
  }
  signal?.throwIfAborted();
  if (!(await confirmReadiness(chosen))) {
    return undefined;
  }
  signal?.throwIfAborted();
  await memory.containers.add(recentOf(chosen));
  return chosen;
}

/** As {@link chooseContainer}, whether it is ready or not: it is not for a session. */
export function selectContainer(
  node: Node | undefined,
  title: string,
  parts: PickParts,
): Promise<ChosenContainer | undefined> {
  switch (node?.kind) {
    case 'container':
      return Promise.resolve(containerOf(node));
    case 'task':
      return inTask(node, title);
    case 'service':
      return chooseInService(
        connectionOf(node),
        { cluster: node.parent.cluster.arn, service: node.service.name },
        title,
      );
    default:
      return pickContainer(title, parts);
  }
}

/** The one container that the task is there for, or the one of several that the user picks. */
async function inTask(node: TaskNode, title: string): Promise<LiveContainer | undefined> {
  const { task } = node;
  const connection = connectionOf(node);
  return pickAmong(
    ownContainers(task.containers).map((container) => ({ connection, task, container })),
    title,
  );
}

/**
 * The container of a service's newest task that is ready; where it has several, the one that the user picks. Rejects
 * with a `Problem`.
 */
export async function chooseInService(
  connection: OpenConnection,
  query: { readonly cluster: string; readonly service: string },
  title: string,
): Promise<ChosenContainer | undefined> {
  const found = await withWaiting(localize('Looking for the newest task of {0}…', query.service), (signal) =>
    containersOfService(connection, query, hindranceOf, signal),
  );
  const chosen = await pickAmong(found, title);
  return chosen && { ...chosen, isNewest: true };
}

/** The only one, or the one that the user picks. */
async function pickAmong(found: readonly LiveContainer[], title: string): Promise<LiveContainer | undefined> {
  if (found.length < 2) {
    return found[0];
  }
  const items = found.map((target) => {
    const { task, container } = target;
    const sidecar = sidecarOf(container);
    return pickItem(
      {
        label: container.name,
        description: inWords(sidecar ?? summarize(execReadiness(task, container))),
        ...(container.image !== undefined && { detail: container.image }),
      },
      { target },
    );
  });
  const placeHolder = vscode.l10n.t('Select a container');
  return (await pickOne({ title, placeHolder, items: Promise.resolve(items) }))?.target;
}
