import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { LiveContainer } from '../../live/container.ts';
import type { Copied } from '../../session/files/api.ts';
import { askFor } from '../ask.ts';
import type { Node } from '../explorer/nodes.ts';
import { chooseForCopy, copy, type CopyParts, pathOf, tellCopied } from '../files/copy.ts';
import type { Memory } from '../memory/memory.ts';
import { notifyOf } from '../notify.ts';
import { localize } from '../words.ts';
import type { Command } from './command.ts';

/** What a caller has decided already, in place of being asked. */
export interface CopyFrom {
  readonly containerPath: string;
  /** The folder to put it into. */
  readonly folder: vscode.Uri;
}

/**
 * Copies a file or folder out of a container, the tree's or one that the user picks, into a folder of this computer.
 */
export const copyFromContainer = {
  id: 'copyFromContainer',
  async run(needs: CopyParts, node?: Node, decided?: CopyFrom): Promise<void> {
    const title = vscode.l10n.t('Copy from Container');
    const target = await chooseForCopy(node, title, needs);
    if (target === undefined) {
      return;
    }
    // The tree gives the nodes that are selected as a second argument.
    const ends = decided !== undefined && 'containerPath' in decided ? decided : await ask(title, target, needs.memory);
    if (ends === undefined) {
      return;
    }
    const { containerPath, folder } = ends;
    const words = localize('Copying {0} from {1}', posix.basename(containerPath), target.container.name);
    const copied = await copy('copyFromContainer', words, target, { containerPath, localPath: pathOf(folder) }, needs);
    if (copied !== undefined) {
      await needs.memory.addPath('from', target, containerPath);
      offerToReveal(copied).catch((error: unknown) => notifyOf(error, needs.log));
    }
  },
} satisfies Command<CopyParts>;

async function ask(title: string, target: LiveContainer, memory: Memory): Promise<CopyFrom | undefined> {
  const last = memory.path('from', target);
  const containerPath = await askFor({
    title,
    prompt: localize('The path of a file or folder in {0}', target.container.name),
    ...(last !== undefined && { value: last }),
    placeHolder: '/var/log/app.log',
    validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('Enter a path.') : undefined),
  });
  if (containerPath === undefined) {
    return undefined;
  }
  const defaultUri = vscode.workspace.workspaceFolders?.[0]?.uri;
  const picked = await vscode.window.showOpenDialog({
    title,
    openLabel: vscode.l10n.t('Copy Here'),
    canSelectFiles: false,
    canSelectFolders: true,
    ...(defaultUri !== undefined && { defaultUri }),
  });
  const folder = picked?.[0];
  return folder && { containerPath, folder };
}

async function offerToReveal(copied: Copied): Promise<void> {
  const show = vscode.l10n.t('Show');
  const file = vscode.Uri.file(copied.path);
  const command = commandToShow(file);
  const choice = await tellCopied(localize('Copied to {0}.', copied.path), copied, command && show);
  if (command !== undefined && choice === show) {
    await vscode.commands.executeCommand(command, file);
  }
}

/** A browser has no file manager that could show what is outside of the workspace. */
function commandToShow(file: vscode.Uri): string | undefined {
  if (vscode.workspace.getWorkspaceFolder(file) !== undefined) {
    return 'revealInExplorer';
  }
  return vscode.env.uiKind === vscode.UIKind.Desktop ? 'revealFileInOS' : undefined;
}
