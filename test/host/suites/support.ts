import * as vscode from 'vscode';
import { until } from '../runner/until.ts';

/** Numbers documents: VS Code keeps closed ones for a while, and hands an old one back under the same name. */
let opened = 0;

/** Opens a text as an untitled document of a language and shows it. */
export async function openText(content: string, language = 'json'): Promise<vscode.TextDocument> {
  opened += 1;
  const document = await vscode.workspace.openTextDocument(
    vscode.Uri.from({ scheme: 'untitled', path: `text-${opened}.${language}` }),
  );
  // VS Code refuses an edit of an editor that is still being set up.
  await until('the text to be written', async () => {
    const editor = await vscode.window.showTextDocument(document);
    return editor.edit((edit) => {
      edit.setEndOfLine(content.includes('\r\n') ? vscode.EndOfLine.CRLF : vscode.EndOfLine.LF);
      edit.insert(new vscode.Position(0, 0), content);
    });
  });
  return vscode.languages.setTextDocumentLanguage(document, language);
}

/** Numbers logs: VS Code closes all of one name when one of them is disposed of. */
let logs = 0;

/** A log of the test's own. */
export function testLog(): vscode.LogOutputChannel {
  logs += 1;
  return vscode.window.createOutputChannel(`ECS Exec test ${logs}`, { log: true });
}

/** This extension's diagnostics of a document, by rule. */
export function findings(document: vscode.TextDocument): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'ecs-exec');
}

export function rule({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : '';
}

/** Waits until exactly these rules, in the order of their place, are reported. */
export async function untilRules(
  document: vscode.TextDocument,
  ...expected: readonly string[]
): Promise<readonly vscode.Diagnostic[]> {
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
  await until('the text to be replaced', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(
      document.uri,
      new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length)),
      text,
    );
    return vscode.workspace.applyEdit(edit);
  });
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

/** What the terminal in front shows, all of it. */
export async function terminalText(): Promise<string> {
  await vscode.env.clipboard.writeText('');
  await vscode.commands.executeCommand('workbench.action.terminal.focus');
  await vscode.commands.executeCommand('workbench.action.terminal.selectAll');
  await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
  await vscode.commands.executeCommand('workbench.action.terminal.clearSelection');
  return vscode.env.clipboard.readText();
}

/** The same as words alone, for the terminal's own sentences are broken where its lines end. */
export async function terminalWords(): Promise<string> {
  return (await terminalText()).replaceAll(/\s+/g, ' ');
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** The name of the extension as VS Code knows it. */
export const EXTENSION = 'ecs-exec.ecs-exec';

/**
 * Makes a folder in one that is there, and waits until VS Code tells of changes in it: its watcher never looks into
 * a folder that is made before it has seen the folder around.
 */
export async function makeFolder(folder: vscode.Uri): Promise<void> {
  const probe = vscode.Uri.joinPath(folder, 'watched.txt');
  const watcher = vscode.workspace.createFileSystemWatcher('**/watched.txt');
  let isSeen = false;
  const see = ({ path }: vscode.Uri): void => {
    isSeen ||= path === probe.path;
  };
  watcher.onDidCreate(see);
  watcher.onDidChange(see);
  try {
    await vscode.workspace.fs.createDirectory(folder);
    let tries = '';
    await until(`changes in ${folder.path} to be told`, async () => {
      tries += '.';
      await vscode.workspace.fs.writeFile(probe, new TextEncoder().encode(tries));
      return isSeen;
    });
    await vscode.workspace.fs.delete(probe);
  } finally {
    watcher.dispose();
  }
}
