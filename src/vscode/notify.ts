import * as vscode from 'vscode';
import { asProblem, problemInWords } from './words.ts';

/** Tells of an error in one notification, with what helps: for most errors the log. Cancelling is not an error. */
export function notifyOf(error: unknown, log: vscode.LogOutputChannel): void {
  if (error instanceof vscode.CancellationError) {
    return;
  }
  const problem = asProblem(error, log);
  const help =
    problem.code === 'untrusted'
      ? { title: vscode.l10n.t('Manage Workspace Trust'), run: () => void vscode.commands.executeCommand('workbench.trust.manage') }
      : { title: vscode.l10n.t('Show Log'), run: () => log.show() };
  void vscode.window.showErrorMessage(problemInWords(problem), help.title).then((choice) => {
    if (choice === help.title) {
      help.run();
    }
  });
}
