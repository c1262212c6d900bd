import * as vscode from 'vscode';
import type { Gateway } from '../../aws/api/gateway.ts';
import type { Aftermath } from '../../live/aftermath.ts';
import { type LiveContainer, placeOf } from '../../live/container.ts';
import { operatingSystemOf } from '../../live/platform.ts';
import type { Sessions } from '../../live/sessions.ts';
import { placeName, shortId } from '../../live/task-name.ts';
import { sanitize } from '../../sanitize.ts';
import type { ChosenContainer } from '../containers/chosen-container.ts';
import { recentOf } from '../memory/recent-container.ts';
import { notifyOf, showInformation } from '../notify.ts';
import { settings } from '../settings.ts';
import { localize } from '../words.ts';
import { ExecTerminal, type TerminalPlace } from './exec-terminal.ts';
import type { OpenShells } from './open-shells.ts';
import { placeInWords } from './place-words.ts';

export interface ExecParts {
  readonly sessions: Sessions;
  readonly aftermath: Aftermath;
  readonly shells: OpenShells;
  readonly log: vscode.LogOutputChannel;
}

/** A terminal in a container, not yet open. */
export async function terminalIn(target: ChosenContainer, parts: ExecParts): Promise<vscode.ExtensionTerminalOptions> {
  const pty = await ptyIn(target, parts);
  parts.shells.add(pty, { where: recentOf(target), task: target.task.arn, name: pty.name });
  return optionsOf(pty.name, pty);
}

/** Opens a terminal in a container, and shows it. Rejects with a `Problem`. */
export async function openTerminal(target: ChosenContainer, parts: ExecParts): Promise<void> {
  vscode.window.createTerminal(await terminalIn(target, parts)).show();
}

/** How VS Code shows a terminal of ours. It does not outlive its window by itself: its session ends with that. */
export function optionsOf(name: string, pty: vscode.Pseudoterminal): vscode.ExtensionTerminalOptions {
  return { name, pty, iconPath: new vscode.ThemeIcon('terminal'), isTransient: true };
}

/** What a terminal in a container shows, and does with what is typed. */
export async function ptyIn(target: ChosenContainer, parts: ExecParts): Promise<ExecTerminal> {
  const { sessions, aftermath, log } = parts;
  const gateway = await target.connection.gateway();
  const command = settings.command() ?? (await defaultCommand(target, gateway));
  const placeIn = (found: LiveContainer): TerminalPlace => {
    const place = placeOf(found);
    const name = sanitize(placeName(found));
    return {
      ...place,
      name,
      firstLine: firstLine(found, `${name} (${command})`),
      start: (request) => sessions.start({ ...place, command }, request),
    };
  };
  return new ExecTerminal(target, { placeIn, aftermath, openNext: (ending) => openNext(ending, parts), log });
}

/** Opens a terminal in the task that replaces one that is being stopped. Never rejects. */
async function openNext(ending: LiveContainer, parts: ExecParts): Promise<void> {
  try {
    const next = await parts.aftermath.successor(ending, new AbortController().signal);
    if (next === undefined) {
      void showInformation(vscode.l10n.t('No other task of its service is ready yet. Try again in a moment.'));
    } else {
      await openTerminal({ ...next, isNewest: true }, parts);
    }
  } catch (error) {
    notifyOf(error, parts.log);
  }
}

/** What is opened where, and as whom. */
function firstLine(found: ChosenContainer, title: string): string {
  const line = localize('Connecting to {0} in {1}…', title, placeInWords(found));
  return found.isNewest === true
    ? `${localize('Task {0} is the newest of its service that is ready.', shortId(found.task))} ${line}`
    : line;
}

/** `/bin/sh` is in nearly every Linux image that has a shell at all. */
export async function defaultCommand({ task }: Pick<LiveContainer, 'task'>, gateway: Gateway): Promise<string> {
  return (await operatingSystemOf(gateway, task)) === 'windows' ? 'powershell.exe' : '/bin/sh';
}
