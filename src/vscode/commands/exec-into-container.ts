import * as vscode from 'vscode';
import type { Task } from '../../aws/api/tasks.ts';
import type { Aftermath } from '../../live/aftermath.ts';
import { placeOf } from '../../live/find-container.ts';
import { operatingSystemOf } from '../../live/platform.ts';
import { shortId } from '../../live/task-name.ts';
import { sanitize } from '../../sanitize.ts';
import type { LiveConnection } from '../connection.ts';
import type { Node } from '../explorer/nodes.ts';
import { settings } from '../settings.ts';
import { ExecTerminal, type TerminalPlace } from '../terminal/exec-terminal.ts';
import type { Sessions } from '../terminal/sessions.ts';
import { chooseContainer } from './choose-container.ts';
import type { ExecTarget, PickParts } from './pick-container.ts';

export interface ExecParts extends PickParts {
  readonly sessions: Sessions;
  readonly aftermath: Aftermath;
}

/** Opens a terminal in a container: the tree's, or one that the user picks. */
export function execIntoContainer(parts: ExecParts): (node?: Node) => Promise<void> {
  return async (node) => {
    const target = await chooseContainer(node, parts);
    if (target !== undefined) {
      vscode.window.createTerminal(await terminalIn(target, parts)).show();
    }
  };
}

/** A terminal in a container, not yet open. */
export async function terminalIn(
  target: ExecTarget,
  { connection, sessions, aftermath, log }: ExecParts,
): Promise<vscode.ExtensionTerminalOptions> {
  const command = settings.command() ?? (await defaultCommand(target.task, connection));
  const placeIn = (found: ExecTarget): TerminalPlace => {
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
async function defaultCommand(task: Task, connection: LiveConnection): Promise<string> {
  return (await operatingSystemOf(await connection.gateway(), task)) === 'windows' ? 'powershell.exe' : '/bin/sh';
}
