import * as vscode from 'vscode';
import type { LiveLenses } from '../lenses/live-lenses.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly lenses: LiveLenses;
}

/** Says above a task definition how many tasks run it: that of a file, or of the active editor. */
export const showLiveTasks = {
  id: 'showLiveTasks',
  async run({ lenses }: Needs, file?: vscode.Uri): Promise<void> {
    const document =
      file instanceof vscode.Uri
        ? await vscode.workspace.openTextDocument(file)
        : vscode.window.activeTextEditor?.document;
    if (document !== undefined) {
      await lenses.look(document);
    }
  },
} satisfies Command<Needs>;
