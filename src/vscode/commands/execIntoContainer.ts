import * as vscode from 'vscode';
import type { ExecRequest, Task } from '../../aws/api.ts';
import { isWindows } from '../../readiness/platform.ts';
import { sanitize } from '../../sanitize.ts';
import { shortId } from '../explorer/items.ts';
import type { Node } from '../explorer/nodes.ts';
import { settings } from '../settings.ts';
import { ExecTerminal } from '../terminal/execTerminal.ts';
import type { Sessions } from '../terminal/sessions.ts';
import { chooseContainer } from './chooseContainer.ts';
import type { ExecTarget, PickParts } from './pickContainer.ts';

export interface ExecParts extends PickParts {
  readonly sessions: Sessions;
}

/** Opens a terminal in a container: the tree's, or one that the user picks. */
export function execIntoContainer(parts: ExecParts): (node?: Node) => Promise<void> {
  return async (node) => {
    const target = await chooseContainer(node, parts);
    if (target !== undefined) {
      vscode.window.createTerminal(terminalIn(target, parts)).show();
    }
  };
}

/** A terminal in a container, not yet open. */
export function terminalIn({ task, container }: ExecTarget, { sessions, log }: ExecParts): vscode.ExtensionTerminalOptions {
  const command = settings.command() ?? defaultCommand(task);
  const target: ExecRequest = { clusterArn: task.clusterArn, taskArn: task.arn, container: container.name, command };
  const name = sanitize(`${container.name} · ${shortId(task)}`);
  const pty = new ExecTerminal(`${name} (${command})`, (request) => sessions.start(target, request), log);
  return { name, pty, iconPath: new vscode.ThemeIcon('terminal'), isTransient: true };
}

/** `/bin/sh` is in nearly every Linux image that has a shell at all. */
function defaultCommand(task: Task): string {
  return isWindows(task) ? 'powershell.exe' : '/bin/sh';
}
