import * as vscode from 'vscode';

/**
 * An action whose edits are made when someone takes it: VS Code asks for actions at each move of the cursor, only to
 * know whether there are any.
 */
export class LazyAction extends vscode.CodeAction {
  readonly #document: vscode.TextDocument;
  readonly #edits: () => readonly vscode.TextEdit[];

  constructor(
    title: string,
    kind: vscode.CodeActionKind,
    document: vscode.TextDocument,
    edits: () => readonly vscode.TextEdit[],
  ) {
    super(title, kind);
    this.#document = document;
    this.#edits = edits;
  }

  resolve(): this {
    this.edit = new vscode.WorkspaceEdit();
    this.edit.set(this.#document.uri, [...this.#edits()]);
    return this;
  }
}
