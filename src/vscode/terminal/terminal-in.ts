import * as vscode from 'vscode';
import type { Aftermath } from '../../live/aftermath.ts';
import { type LiveContainer, placeOf } from '../../live/container.ts';
import { operatingSystemOf } from '../../live/platform.ts';
import type { Sessions } from '../../live/sessions.ts';
import { shortId } from '../../live/task-name.ts';
import { sanitize } from '../../sanitize.ts';
import { settings } from '../settings.ts';
import { ExecTerminal, type TerminalPlace } from './exec-terminal.ts';

export interface ExecParts {
  readonly sessions: Sessions;
  readonly aftermath: Aftermath;
  readonly log: vscode.LogOutputChannel;
}

/** A terminal in a container, not yet open. */
export async function terminalIn(
  target: LiveContainer,
  { sessions, aftermath, log }: ExecParts,
): Promise<vscode.ExtensionTerminalOptions> {
  const command = settings.command() ?? (await defaultCommand(target));
  const placeIn = (found: LiveContainer): TerminalPlace => {
    const place = placeOf(found);
    const name = sanitize(`${found.container.name} · ${shortId(found.task)}`);
    return {
      ...place,
      name,
      title: `${name} (${command})`,
      start: (request) => sessions.start({ ...place, command }, request),
    };
  };
  const pty = new ExecTerminal(target, { placeIn, aftermath, log });
  return { name: pty.name, pty, iconPath: new vscode.ThemeIcon('terminal'), isTransient: true };
}

/** `/bin/sh` is in nearly every Linux image that has a shell at all. */
async function defaultCommand({ connection, task }: LiveContainer): Promise<string> {
  return (await operatingSystemOf(await connection.gateway(), task)) === 'windows' ? 'powershell.exe' : '/bin/sh';
}
