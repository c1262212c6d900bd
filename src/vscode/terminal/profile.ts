import * as vscode from 'vscode';
import { chooseContainer } from '../containers/choose-container.ts';
import type { PickParts } from '../containers/pick-container.ts';
import { notifyOf } from '../notify.ts';
import { type ExecParts, terminalIn } from './terminal-in.ts';

/** What the terminal's "+" offers beside the shells of this machine: a container that the user picks. */
export async function containerProfile(parts: PickParts & ExecParts): Promise<vscode.TerminalProfile | undefined> {
  try {
    const target = await chooseContainer(undefined, vscode.l10n.t('Exec into Container'), parts);
    if (target !== undefined) {
      const options = await terminalIn(target, parts);
      showWhenOpen(options.pty);
      return new vscode.TerminalProfile(options);
    }
  } catch (error) {
    notifyOf(error, parts.log);
  }
  return noProfile();
}

/** VS Code shows the last terminal that there is when the profile arrives, and may have created this one only later. */
function showWhenOpen(pty: vscode.Pseudoterminal): void {
  const listening = vscode.window.onDidOpenTerminal((terminal) => {
    if ('pty' in terminal.creationOptions && terminal.creationOptions.pty === pty) {
      listening.dispose();
      terminal.show();
    }
  });
}

/**
 * Never settles. Where there is no profile, VS Code would show an error about a missing one, on top of what was said
 * already, or to users who merely changed their mind: https://github.com/microsoft/vscode/pull/125849
 */
function noProfile(): Promise<undefined> {
  return new Promise(() => undefined);
}
