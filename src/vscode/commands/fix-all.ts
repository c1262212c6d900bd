import * as vscode from 'vscode';
import type { Analyses } from '../editor/analyses.ts';
import { showInformation } from '../notify.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly analyses: Pick<Analyses, 'fixAll'>;
}

/** Fixes all findings of the active editor's file that can be fixed without a choice, as one undoable step. */
export const fixAll = {
  id: 'fixAll',
  async run({ analyses }: Needs): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    const edits = document === undefined ? [] : analyses.fixAll(document);
    if (document === undefined || edits.length === 0) {
      void showInformation(vscode.l10n.t('There is nothing to fix in this file.'));
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, [...edits]);
    await vscode.workspace.applyEdit(edit);
  },
} satisfies Command<Needs>;
