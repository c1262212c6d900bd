import * as vscode from 'vscode';
import { CleanLog } from './clean-log.ts';

/**
 * A log, one line an entry: what others wrote can neither make entries of its own nor steer the terminal in which
 * somebody reads the log's file.
 */
export function createLog(name: string): vscode.LogOutputChannel {
  return new CleanLog(vscode.window.createOutputChannel(name, { log: true }));
}

/** Where the output of commands is shown, as it is: it is the user's own. */
export function createOutput(name: string): vscode.OutputChannel {
  return vscode.window.createOutputChannel(name);
}
