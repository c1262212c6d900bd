import * as vscode from 'vscode';
import { tcpPorts } from '../../live/container-ports.ts';
import { LAST_PORT } from '../../port.ts';
import { askWith } from '../ask.ts';
import type { Node } from '../explorer/nodes.ts';
import { type Destination, inShort, readDestination, readPort } from '../ports/destination.ts';
import type { ForwardRequest, PortForwards } from '../ports/forwards.ts';
import { withWaiting } from '../progress.ts';
import { localize } from '../words.ts';
import { chooseContainer } from './choose-container.ts';
import type { ExecTarget, PickParts } from './pick-container.ts';

export interface ForwardParts extends PickParts {
  readonly forwards: PortForwards;
}

/**
 * Forwards a local port into a container, the tree's or one that the user picks, or through it to another host. What
 * is known already, where a forward that has ended is to be had again, is not asked.
 */
export function forwardPort(parts: ForwardParts): (from?: Node | ForwardRequest) => Promise<void> {
  return async (from) => {
    const request = from !== undefined && 'destination' in from ? from : await ask(from, parts);
    if (request !== undefined) {
      const title = localize('Forwarding to {0}…', inShort(request.destination, request.container.name));
      await withWaiting(title, (signal) => parts.forwards.start(request, signal));
    }
  };
}

/** Undefined where the user gives up. */
async function ask(node: Node | undefined, parts: ForwardParts): Promise<ForwardRequest | undefined> {
  const title = vscode.l10n.t('Forward Port');
  const target = await chooseContainer(node, { ...parts, title });
  if (target === undefined) {
    return undefined;
  }
  const destination = await askDestination(title, target, parts);
  if (destination === undefined) {
    return undefined;
  }
  const localPort = await askLocalPort(title, destination, parts.forwards);
  return localPort === undefined ? undefined : { ...target, destination, localPort };
}

async function askDestination(
  title: string,
  target: ExecTarget,
  parts: ForwardParts,
): Promise<Destination | undefined> {
  const { name } = target.container;
  const offered = knownPorts(target, parts).then(([first, ...others]) => ({
    value: first === undefined ? '' : String(first),
    ...(others.length > 0 && {
      prompt: localize(
        'A port of the container {0} ({1}), or host:port of another host as the container sees it',
        name,
        [first, ...others].join(', '),
      ),
    }),
  }));
  const typed = await askWith(offered, {
    title,
    prompt: localize('A port of the container {0}, or host:port of another host as the container sees it', name),
    placeHolder: '8080',
    validateInput: (value) =>
      readDestination(value) === undefined
        ? localize('Enter a port such as {0}, or a host and a port such as {1}.', 8080, 'db.internal:5432')
        : undefined,
  });
  return typed === undefined ? undefined : readDestination(typed);
}

/** Those of the task definition. A user who may not read it types the port. */
async function knownPorts(
  { task, container }: ExecTarget,
  { connection, log }: ForwardParts,
): Promise<readonly number[]> {
  try {
    const { taskDefinitions } = await connection.gateway();
    return tcpPorts(await taskDefinitions.describe(task.definition), container.name);
  } catch {
    log.debug(`The ports of ${container.name} are not known.`);
    return [];
  }
}

/** 0 for any that is free, undefined where the user gives up. */
async function askLocalPort(title: string, { port }: Destination, forwards: PortForwards): Promise<number | undefined> {
  const offered = forwards.suggestLocalPort(port).then(
    (suggested) => ({ value: String(suggested) }),
    () => ({ value: '' }),
  );
  const typed = await askWith(offered, {
    title,
    prompt: vscode.l10n.t('The port of this computer that leads there. Leave it empty for any that is free.'),
    validateInput: (value) =>
      value.trim() === '' || readPort(value) !== undefined
        ? undefined
        : localize('Enter a number from 1 to {0}, or nothing.', LAST_PORT),
  });
  return typed === undefined ? undefined : (readPort(typed) ?? 0);
}
