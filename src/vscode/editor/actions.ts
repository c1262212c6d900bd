import * as vscode from 'vscode';
import type { Fixes } from './fixes.ts';
import type { Suppressions } from './suppressions.ts';

/**
 * All that the light bulb offers, what fixes a finding above what hides it. VS Code keeps the order of one provider;
 * those of two providers come in an order of its own.
 */
export class Actions implements vscode.CodeActionProvider {
  readonly #fixes: Fixes;
  readonly #suppressions: Suppressions;

  constructor(fixes: Fixes, suppressions: Suppressions) {
    this.#fixes = fixes;
    this.#suppressions = suppressions;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const fixes = this.#fixes.provideCodeActions(document, range, context);
    const isForFixes = context.only === undefined || context.only.contains(vscode.CodeActionKind.QuickFix);
    return isForFixes ? [...fixes, ...this.#suppressions.provideCodeActions(document, range)] : fixes;
  }
}
