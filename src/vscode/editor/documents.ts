import * as vscode from 'vscode';

/** The languages whose documents are looked at. Which of them are task definitions, their content tells. */
export const LANGUAGES: readonly string[] = ['json', 'jsonc'];

/**
 * Whether somebody can change a document. What is only shown, as the left side of a diff, an older version or a
 * proposal, is none.
 */
export function isWritable({ uri: { scheme } }: vscode.TextDocument): boolean {
  return scheme === 'untitled' || vscode.workspace.fs.isWritableFileSystem(scheme) === true;
}
