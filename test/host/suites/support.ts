import * as vscode from 'vscode';
import { until } from '../runner/until.ts';

/** Opens a text as an untitled document of a language and shows it. */
export async function openText(content: string, language = 'json'): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ content, language });
  await vscode.window.showTextDocument(document);
  return document;
}

/** This extension's diagnostics of a document, by rule. */
export function findings(document: vscode.TextDocument): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'ecs-exec');
}

export function rule({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : '';
}

/** Waits until exactly these rules, in the order of their place, are reported. */
export async function untilRules(document: vscode.TextDocument, ...expected: readonly string[]): Promise<readonly vscode.Diagnostic[]> {
  const wanted = [...expected].sort().join();
  return until(`the findings ${wanted}`, () => {
    const found = findings(document);
    const rules = found.map(rule).sort().join();
    if (rules !== wanted) {
      throw new Error(`The findings are ${rules}.`);
    }
    return found;
  });
}

/** Replaces the whole text of a document, as an edit by the user. */
export async function replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length)), text);
  await vscode.workspace.applyEdit(edit);
}

/**
 * Writes one of the extension's user settings, and waits until it has the value that this makes. It is written again
 * where that does not come: two writes in a row can meet VS Code's own reading of the file in between.
 */
export async function setting(name: string, value: unknown, effective: unknown): Promise<void> {
  await until(`${name} to be ${String(effective)}`, async () => {
    await vscode.workspace.getConfiguration('ecs-exec').update(name, value, vscode.ConfigurationTarget.Global);
    return vscode.workspace.getConfiguration('ecs-exec').get(name) === effective;
  });
}

/** Closes all editors, and waits until no untitled document is left: a new one would get its name. */
export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await until('untitled documents to be gone', () => vscode.workspace.textDocuments.every(({ isUntitled }) => !isUntitled));
}

/** The name of the extension as VS Code knows it. */
export const EXTENSION = 'ecs-exec.ecs-exec';
