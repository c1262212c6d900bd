import * as vscode from 'vscode';
import type { Finding } from '../../language/api.ts';
import { localize } from '../words.ts';

/** Offers to read why a rule reports what it does: one action for each rule that has found something. */
export function documentationActions(findings: readonly Finding[]): readonly vscode.CodeAction[] {
  return findings.map(({ rule, documentation }) => {
    const title = localize('Show documentation for {0}', rule);
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.command = { title, command: 'vscode.open', arguments: [vscode.Uri.parse(documentation)] };
    return action;
  });
}
