import * as vscode from 'vscode';
import { asProblem, problemInWords } from './words.ts';

/** Tells of an error in one notification, with the way to the log. Cancelling is not an error. */
export function notifyOf(error: unknown, log: vscode.LogOutputChannel): void {
  if (error instanceof vscode.CancellationError) {
    return;
  }
  const showLog = vscode.l10n.t('Show Log');
  void vscode.window.showErrorMessage(problemInWords(asProblem(error, log)), showLog).then((choice) => {
    if (choice === showLog) {
      log.show();
    }
  });
}
