import * as vscode from 'vscode';
import type { ExecRequest, Task } from '../../aws/api.ts';
import type { LiveConnection } from '../connection.ts';
import { shortId } from '../explorer/items.ts';
import type { Node } from '../explorer/nodes.ts';
import { settings } from '../settings.ts';
import { ExecTerminal } from '../terminal/execTerminal.ts';
import type { Sessions } from '../terminal/sessions.ts';
import { confirmReadiness } from './confirmReadiness.ts';
import { type ExecTarget, pickContainer } from './pickContainer.ts';

export interface ExecParts {
  readonly connection: LiveConnection;
  readonly sessions: Sessions;
  readonly log: vscode.LogOutputChannel;
}

/** Opens a terminal in a container: the tree's, or one that the user picks. */
export function execIntoContainer(parts: ExecParts): (node?: Node) => Promise<void> {
  return async (node) => {
    const target = node?.kind === 'container' ? { task: node.parent.task, container: node.container } : await pickContainer(parts);
    if (target !== undefined && (await confirmReadiness(target))) {
      openTerminal(target, parts);
    }
  };
}

function openTerminal({ task, container }: ExecTarget, { sessions, log }: ExecParts): void {
  const command = settings.command() ?? defaultCommand(task);
  const target: ExecRequest = { clusterArn: task.clusterArn, taskArn: task.arn, container: container.name, command };
  const name = `${container.name} · ${shortId(task)}`;
  const pty = new ExecTerminal(`${name} (${command})`, (request) => sessions.start(target, request), log);
  vscode.window.createTerminal({ name, pty, iconPath: new vscode.ThemeIcon('terminal'), isTransient: true }).show();
}

/** `/bin/sh` is in nearly every Linux image that has a shell at all. */
function defaultCommand({ platformFamily }: Task): string {
  return platformFamily?.toLowerCase().startsWith('windows') === true ? 'powershell.exe' : '/bin/sh';
}
