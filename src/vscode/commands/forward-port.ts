import * as vscode from 'vscode';
import type { LiveContainer } from '../../live/container.ts';
import { tcpPorts } from '../../live/container-ports.ts';
import { LAST_PORT } from '../../port.ts';
import { askWith } from '../ask.ts';
import { chooseContainer } from '../containers/choose-container.ts';
import type { PickParts } from '../containers/pick-container.ts';
import type { Node } from '../explorer/nodes.ts';
import { type Destination, inShort, readDestination, readPort } from '../ports/destination.ts';
import { type ForwardRequest, type PortForwards, whereTo } from '../ports/forwards.ts';
import { withWaiting } from '../progress.ts';
import { localize } from '../words.ts';
import type { Command } from './command.ts';

interface Needs extends PickParts {
  readonly forwards: PortForwards;
}

/**
 * Forwards a local port into a container, the tree's or one that the user picks, or through it to another host. What
 * is known already, where a forward that has ended is to be had again, is not asked.
 */
export const forwardPort = {
  id: 'forwardPort',
  async run(needs: Needs, from?: Node | ForwardRequest): Promise<void> {
    const request = from !== undefined && 'destination' in from ? from : await ask(from, needs);
    if (request !== undefined) {
      const title = localize('Forwarding to {0}…', inShort(request.destination, request.container.name));
      await withWaiting(title, (signal) => needs.forwards.start(request, signal));
    }
  },
} satisfies Command<Needs>;

/** Undefined where the user gives up. */
async function ask(node: Node | undefined, parts: Needs): Promise<ForwardRequest | undefined> {
  const title = vscode.l10n.t('Forward Port');
  const target = await chooseContainer(node, title, parts);
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

async function askDestination(title: string, target: LiveContainer, parts: Needs): Promise<Destination | undefined> {
  const { name } = target.container;
  const offered = knownPorts(target, parts).then(([first, ...others]) => ({
    value: first === undefined ? '' : String(first),
    ...(others.length > 0 && {
      prompt: localize(
        'A port of container "{0}" ({1}), or host:port of another host that it can reach',
        name,
        [first, ...others].join(', '),
      ),
    }),
  }));
  const typed = await askWith(offered, {
    title,
    prompt: localize('A port of container "{0}", or host:port of another host that it can reach', name),
    placeHolder: '8080',
    validateInput: (value) =>
      readDestination(value) === undefined
        ? localize('Enter a port such as {0}, or a host and a port such as {1}.', 8080, 'db.internal:5432')
        : undefined,
  });
  return typed === undefined ? undefined : readDestination(typed);
}

/** Those of the task definition. A user who may not read it types the port. */
async function knownPorts({ connection, task, container }: LiveContainer, { log }: Needs): Promise<readonly number[]> {
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
    prompt: vscode.l10n.t('The port of this computer to use. Leave it empty to use any free one.'),
    validateInput: (value) => mistakeIn(value, forwards),
  });
  return typed === undefined ? undefined : (readPort(typed) ?? 0);
}

/** What is wrong with a local port that was typed; undefined where nothing is known to be. */
function mistakeIn(typed: string, forwards: Pick<PortForwards, 'holderOf'>): string | undefined {
  const port = readPort(typed);
  if (port === undefined) {
    return typed.trim() === '' ? undefined : localize('Enter a number from 1 to {0}, or leave it empty.', LAST_PORT);
  }
  const holder = forwards.holderOf(port);
  return holder === undefined
    ? undefined
    : localize('Port {0} already leads to {1}. Enter another one.', port, whereTo(holder.request));
}
