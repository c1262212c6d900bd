import * as vscode from 'vscode';
import type { Memory } from '../memory/memory.ts';
import { showBriefly } from '../notify.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly memory: Memory;
}

/** Forgets the containers, commands and paths that were used last in this workspace. */
export const clearHistory = {
  id: 'clearHistory',
  async run({ memory }: Needs): Promise<void> {
    await memory.clear();
    showBriefly(vscode.l10n.t('The history of containers, commands and paths is cleared.'));
  },
} satisfies Command<Needs>;
