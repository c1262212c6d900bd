import * as vscode from 'vscode';
import type { ReadyText } from '../../../readiness/model/mend.ts';
import { cut, revealedLines } from '../../../sanitize.ts';

/** Characters of a text; what is longer is cut. */
const LONGEST_TEXT = 200_000;

/** VS Code's names of languages. That of Terraform is there where an extension for it is. */
const LANGUAGES: Readonly<Record<ReadyText['form'], string>> = {
  cli: 'shellscript',
  cloudformation: 'yaml',
  terraform: 'terraform',
  json: 'json',
  plain: 'plaintext',
};

/** Opens a text that is used elsewhere as a document without a name, in which it can be completed. */
export async function openReadyText({ form, text }: ReadyText): Promise<void> {
  const known = await vscode.languages.getLanguages();
  const wanted = LANGUAGES[form];
  const document = await vscode.workspace.openTextDocument({
    language: known.includes(wanted) ? wanted : 'plaintext',
    content: revealedLines(cut(text, LONGEST_TEXT)),
  });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: false });
}
