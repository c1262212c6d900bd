import * as vscode from 'vscode';
import type { Tally } from '../../language/api.ts';
import type { Analyses } from '../editor/analyses.ts';
import { fixed, nothingFixed } from '../editor/fixed.ts';
import { showBriefly, showInformation } from '../notify.ts';
import { inWords } from '../words.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly analyses: Pick<Analyses, 'fixAll' | 'tally'>;
}

/**
 * Fixes all findings of a file, that of the active editor if none is given, that can be fixed without a choice, as one
 * undoable step; and says what was done and what is left. After an action that has fixed them already, and gives what
 * there was before, it only says so.
 */
export const fixAll = {
  id: 'fixAll',
  async run({ analyses }: Needs, uri?: vscode.Uri, before?: Tally): Promise<void> {
    const document = documentOf(uri);
    if (document === undefined) {
      void showInformation(vscode.l10n.t('There is nothing to fix in this file.'));
      return;
    }
    const was = before ?? analyses.tally(document);
    if (before === undefined && !(await fix(document, analyses.fixAll(document)))) {
      void showInformation(inWords(nothingFixed(was)));
      return;
    }
    showBriefly(inWords(fixed(was, analyses.tally(document))));
  },
} satisfies Command<Needs>;

async function fix(document: vscode.TextDocument, edits: readonly vscode.TextEdit[]): Promise<boolean> {
  if (edits.length === 0) {
    return false;
  }
  const edit = new vscode.WorkspaceEdit();
  edit.set(document.uri, [...edits]);
  return vscode.workspace.applyEdit(edit);
}

function documentOf(uri: vscode.Uri | undefined): vscode.TextDocument | undefined {
  return uri === undefined
    ? vscode.window.activeTextEditor?.document
    : vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}
