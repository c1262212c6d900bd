import * as vscode from 'vscode';
import { placeName } from '../../live/task-name.ts';
import type { Connections } from '../connections/connections.ts';
import { Owner } from '../disposable.ts';
import type { OpenForward, OpenThings } from '../memory/open-things.ts';
import { recentOf } from '../memory/recent-container.ts';
import { confirm, showInformation } from '../notify.ts';
import { inShort } from '../ports/destination.ts';
import type { PortForwards } from '../ports/forwards.ts';
import { withWaiting } from '../progress.ts';
import { localize } from '../words.ts';
import { findWhereItWas } from './return-shells.ts';

interface ForwardParts {
  readonly connections: Connections;
  readonly forwards: PortForwards;
}

/** How the user is asked; other ways are for tests. */
const DIALOGS = { offer: showInformation, confirm };

/** Notes down which ports are forwarded, for the next window. */
export class NotedForwards extends Owner {
  #noted = '';

  constructor(things: OpenThings, forwards: PortForwards) {
    super();
    this.own(
      forwards.onDidChange(() => {
        const open = forwards.running.map(({ request, forward }): OpenForward => ({
          where: recentOf(request),
          task: request.task.arn,
          host: request.destination.host,
          port: request.destination.port,
          localPort: forward.localPort,
        }));
        const noted = JSON.stringify(open);
        if (noted !== this.#noted) {
          this.#noted = noted;
          void things.setForwards(open);
        }
      }),
    );
  }
}

/**
 * Says that ports are no longer forwarded that an earlier window had forwarded, and forwards them again where the user
 * wants that. Rejects with a `Problem`.
 */
export async function returnForwards(things: OpenThings, parts: ForwardParts, dialogs = DIALOGS): Promise<void> {
  const left = things.forwards;
  if (left.length === 0) {
    return;
  }
  await things.setForwards([]);
  const again = vscode.l10n.t('Forward Again');
  const sentence = localize('Port forwarding ended with the window: {0}.', left.map(inWords).join(', '));
  if ((await dialogs.offer(sentence, again)) === again) {
    for (const each of left) {
      await forwardAgain(each, parts, dialogs);
    }
  }
}

/** To the same task or, once the user has agreed, to the one that has replaced it. */
async function forwardAgain(
  left: OpenForward,
  { connections, forwards }: ForwardParts,
  dialogs: typeof DIALOGS,
): Promise<void> {
  const target = await findWhereItWas(left, connections);
  if (target === undefined) {
    return;
  }
  const { host, port, localPort } = left;
  const isSame = target.task.arn === left.task;
  const question = localize('Forward {0} to another task?', addressOf(left));
  const detail = localize('Its task no longer runs. The port would lead to {0}.', placeName(target));
  if (isSame || (await dialogs.confirm(question, detail, vscode.l10n.t('Forward')))) {
    const title = localize('Forwarding to {0}…', inShort({ host, port }, target.container.name));
    await withWaiting(title, (signal) => forwards.start({ ...target, destination: { host, port }, localPort }, signal));
  }
}

function inWords(left: OpenForward): string {
  const { where, host, port } = left;
  const container = `${where.service ?? where.family}/${where.container}`;
  return `${addressOf(left)} → ${inShort({ host, port }, container)}`;
}

function addressOf({ localPort }: OpenForward): string {
  return `localhost:${localPort}`;
}
