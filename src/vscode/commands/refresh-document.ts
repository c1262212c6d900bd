import * as vscode from 'vscode';
import type { Documents } from '../documents/documents.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly documents: Pick<Documents, 'refresh'>;
}

/** Asks anew for what a document shows: the one whose title bar was used, or the one in front. */
export const refreshDocument = {
  id: 'refreshDocument',
  async run({ documents }: Needs, uri = vscode.window.activeTextEditor?.document.uri): Promise<void> {
    if (uri !== undefined) {
      await documents.refresh(uri);
    }
  },
} satisfies Command<Needs>;
