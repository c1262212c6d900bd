import * as vscode from 'vscode';
import type { Gateway } from '../../aws/api/gateway.ts';
import type { Aftermath } from '../../live/aftermath.ts';
import { type LiveContainer, placeOf } from '../../live/container.ts';
import { operatingSystemOf } from '../../live/platform.ts';
import type { Sessions } from '../../live/sessions.ts';
import { partsOfArn, placeName, shortId } from '../../live/task-name.ts';
import { sanitize } from '../../sanitize.ts';
import type { ChosenContainer } from '../containers/chosen-container.ts';
import { settings } from '../settings.ts';
import { localize } from '../words.ts';
import { ExecTerminal, type TerminalPlace } from './exec-terminal.ts';

export interface ExecParts {
  readonly sessions: Sessions;
  readonly aftermath: Aftermath;
  readonly log: vscode.LogOutputChannel;
}

/** A terminal in a container, not yet open. */
export async function terminalIn(
  target: ChosenContainer,
  { sessions, aftermath, log }: ExecParts,
): Promise<vscode.ExtensionTerminalOptions> {
  const gateway = await target.connection.gateway();
  const command = settings.command() ?? (await defaultCommand(target, gateway));
  const placeIn = (found: LiveContainer): TerminalPlace => {
    const place = placeOf(found);
    const name = sanitize(placeName(found));
    return {
      ...place,
      name,
      firstLine: firstLine(found, `${name} (${command})`, gateway),
      start: (request) => sessions.start({ ...place, command }, request),
    };
  };
  const pty = new ExecTerminal(target, { placeIn, aftermath, log });
  return { name: pty.name, pty, iconPath: new vscode.ThemeIcon('terminal'), isTransient: true };
}

/** What is opened where, and as whom: a name in a tab is too short for that. */
function firstLine(found: ChosenContainer, title: string, { connection }: Gateway): string {
  const { region, account, name } = partsOfArn(found.task.clusterArn);
  const line = localize(
    'Connecting to {0} in cluster {1}, profile {2}, {3}, account {4}…',
    title,
    name,
    connection.profile,
    region,
    account,
  );
  return found.isNewest === true
    ? `${localize('Task {0} is the newest of its service that is ready.', shortId(found.task))} ${line}`
    : line;
}

/** `/bin/sh` is in nearly every Linux image that has a shell at all. */
export async function defaultCommand({ task }: Pick<LiveContainer, 'task'>, gateway: Gateway): Promise<string> {
  return (await operatingSystemOf(gateway, task)) === 'windows' ? 'powershell.exe' : '/bin/sh';
}
