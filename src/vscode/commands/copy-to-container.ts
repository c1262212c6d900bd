import { basename } from 'node:path';
import * as vscode from 'vscode';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import { askFor } from '../ask.ts';
import type { Node } from '../explorer/nodes.ts';
import { chooseForCopy, copy, type CopyParts, pathOf, tellCopied } from '../files/copy.ts';
import { localize } from '../words.ts';
import type { Command } from './command.ts';

/**
 * Copies a file or folder into a container: the file explorer's and a container that the user picks, or the other way
 * round.
 */
export const copyToContainer = {
  id: 'copyToContainer',
  async run(needs: CopyParts, from?: Node | vscode.Uri, selected?: readonly unknown[]): Promise<void> {
    if (selected !== undefined && selected.length > 1) {
      throw new Problem(
        'copy/several',
        sentence('Only one file or folder can be copied at a time.'),
        sentence('Select one of them, or the folder that they are in.'),
      );
    }
    const title = vscode.l10n.t('Copy to ECS Container');
    const uri = from instanceof vscode.Uri ? from : undefined;
    const target = await chooseForCopy(from instanceof vscode.Uri ? undefined : from, title, needs);
    if (target === undefined) {
      return;
    }
    const source = uri ?? (await pickSource(title));
    if (source === undefined) {
      return;
    }
    const localPath = pathOf(source);
    const name = basename(localPath);
    const containerPath = await askFor({
      title,
      prompt: localize('A path in {0}: a folder to put {1} into, or its new path', target.container.name, name),
      value: needs.memory.path('to', target) ?? '/tmp',
      validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('Enter a path.') : undefined),
    });
    if (containerPath === undefined) {
      return;
    }
    const copied = await copy(
      'copyToContainer',
      localize('Copying {0} to {1}', name, target.container.name),
      target,
      { localPath, containerPath },
      needs,
    );
    if (copied !== undefined) {
      await needs.memory.addPath('to', target, containerPath);
      void tellCopied(localize('Copied to {0} in {1}.', copied.path, target.container.name), copied);
    }
  },
} satisfies Command<CopyParts>;

async function pickSource(title: string): Promise<vscode.Uri | undefined> {
  // Some systems' dialogs can choose either files or folders; VS Code then shows the folders'.
  const picked = await vscode.window.showOpenDialog({
    title,
    openLabel: vscode.l10n.t('Copy'),
    canSelectFiles: true,
    canSelectFolders: process.platform === 'darwin',
  });
  return picked?.[0];
}
