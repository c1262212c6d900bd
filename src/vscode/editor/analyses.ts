import * as vscode from 'vscode';
import { type Analysis, type LanguageService, LONGEST_TEXT, type Range, type TextEdit } from '../../language/api.ts';
import { Owner } from '../disposable.ts';

/** The languages whose documents are looked at. Which of them are task definitions, their content tells. */
export const LANGUAGES: readonly string[] = ['json', 'jsonc'];

/** The language service's answer for each open document, asked once for each version of its text. */
export class Analyses extends Owner {
  readonly #service: LanguageService;
  readonly #log: vscode.LogOutputChannel;
  readonly #known = new Map<vscode.TextDocument, { readonly version: number; readonly analysis: Analysis }>();
  readonly #tooLong = new Set<string>();

  constructor(service: LanguageService, log: vscode.LogOutputChannel) {
    super();
    this.#service = service;
    this.#log = log;
    this.own(vscode.workspace.onDidCloseTextDocument((document) => this.#known.delete(document)));
  }

  of(document: vscode.TextDocument): Analysis {
    const known = this.#known.get(document);
    if (known?.version === document.version) {
      return known.analysis;
    }
    const text = document.getText();
    if (text.length > LONGEST_TEXT) {
      this.#sayTooLong(document);
    }
    const analysis = this.#service.analyze(text);
    this.#known.set(document, { version: document.version, analysis });
    return analysis;
  }

  /** Edits that mend all findings whose fix is always right. */
  fixAll(document: vscode.TextDocument): readonly vscode.TextEdit[] {
    return this.#service.fixAll(document.getText()).map((edit) => toTextEdit(document, edit));
  }

  #sayTooLong({ uri }: vscode.TextDocument): void {
    const key = uri.toString();
    if (!this.#tooLong.has(key)) {
      this.#tooLong.add(key);
      this.#log.info(vscode.l10n.t('{0} is not checked: it is longer than {1} MiB.', vscode.workspace.asRelativePath(uri), LONGEST_TEXT / 1024 / 1024));
    }
  }
}

export function toRange(document: vscode.TextDocument, { start, end }: Range): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

export function toTextEdit(document: vscode.TextDocument, edit: TextEdit): vscode.TextEdit {
  return vscode.TextEdit.replace(toRange(document, edit), edit.text);
}
