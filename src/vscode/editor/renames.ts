import * as vscode from 'vscode';
import { SELECTOR } from '../contributions.ts';
import { Owner } from '../disposable.ts';
import { inWords } from '../words.ts';
import { type Analyses, toRange } from './analyses.ts';

/**
 * Renames containers, volumes and ports in task definitions and in the services that run them, and is not there for
 * other documents: whoever renames something refuses what it does not know, which would stand in the way of others that
 * know it.
 */
export class Renames extends Owner implements vscode.RenameProvider {
  readonly #analyses: Analyses;
  readonly #registered = new Map<vscode.TextDocument, vscode.Disposable>();

  constructor(analyses: Analyses) {
    super();
    this.#analyses = analyses;
    this.own(vscode.workspace.onDidCloseTextDocument((document) => this.#unregister(document)));
    this.own({ dispose: () => [...this.#registered.keys()].forEach((document) => this.#unregister(document)) });
  }

  /** Answers for a document from now on, if it is a task definition; and no longer, if it is none. */
  look(document: vscode.TextDocument): void {
    const isOurs =
      !document.isClosed &&
      vscode.languages.match(SELECTOR, document) > 0 &&
      this.#analyses.open(document).subjects.length > 0;
    if (!isOurs) {
      this.#unregister(document);
    } else if (!this.#registered.has(document)) {
      this.#registered.set(document, vscode.languages.registerRenameProvider(only(document), this));
    }
  }

  /** An error's message is what VS Code shows where nothing can be renamed. */
  prepareRename(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): { range: vscode.Range; placeholder: string } {
    const target = this.#analyses.open(document).symbols.prepareRename(document.offsetAt(position));
    if ('reason' in target) {
      throw new Error(inWords(target.reason));
    }
    return { range: toRange(document, target.range), placeholder: target.name };
  }

  provideRenameEdits(document: vscode.TextDocument, position: vscode.Position, newName: string): vscode.WorkspaceEdit {
    const edits = this.#analyses.open(document).symbols.rename(document.offsetAt(position), newName);
    if ('reason' in edits) {
      throw new Error(inWords(edits.reason));
    }
    const edit = new vscode.WorkspaceEdit();
    for (const each of edits) {
      const { uri, range } = this.#analyses.locate(document, each);
      edit.replace(uri, range, each.text);
    }
    return edit;
  }

  #unregister(document: vscode.TextDocument): void {
    this.#registered.get(document)?.dispose();
    this.#registered.delete(document);
  }
}

/** Selects one document. In a pattern, brackets take the meaning from the characters that have one. */
function only({ uri, languageId: language }: vscode.TextDocument): vscode.DocumentFilter {
  const pattern = uri.fsPath.replaceAll('\\', '/').replaceAll(/[[\]{}*?]/g, '[$&]');
  return { scheme: uri.scheme, language, pattern };
}
