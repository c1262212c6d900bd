import * as vscode from 'vscode';
import type { Analysis, Finding, LanguageService, Range, TextEdit } from '../../language/api.ts';
import { readConfiguration } from '../../language/configuration.ts';
import { Owner } from '../disposable.ts';
import type { Configurations } from './configurations.ts';

/** The language service's answer for each open document, asked once for each version of its text. */
export class Analyses extends Owner {
  readonly #service: LanguageService;
  readonly #configurations: Configurations;
  readonly #known = new Map<vscode.TextDocument, { readonly version: number; readonly analysis: Analysis }>();
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  /** Fires when the answers for texts that have not changed may be others than before. */
  readonly onDidChange = this.#changed.event;

  constructor(service: LanguageService, configurations: Configurations) {
    super();
    this.#service = service;
    this.#configurations = configurations;
    this.own(vscode.workspace.onDidCloseTextDocument((document) => this.#known.delete(document)));
    this.own(
      configurations.onDidChange(() => {
        this.#known.clear();
        this.#changed.fire();
      }),
    );
  }

  of(document: vscode.TextDocument): Analysis {
    const known = this.#known.get(document);
    if (known?.version === document.version) {
      return known.analysis;
    }
    const analysis = this.#analyze(document);
    this.#known.set(document, { version: document.version, analysis });
    return analysis;
  }

  /** The findings that a range of a document touches. */
  at(document: vscode.TextDocument, range: vscode.Range): readonly Finding[] {
    return this.of(document).findings.filter(
      (finding) => range.intersection(toRange(document, finding.range)) !== undefined,
    );
  }

  /** Edits that mend all findings whose fix is always right. */
  fixAll(document: vscode.TextDocument): readonly vscode.TextEdit[] {
    const edits = this.#service.fixAll(document.getText(), this.#configurations.of(document));
    return edits.map((edit) => toTextEdit(document, edit));
  }

  /** The comment that keeps a finding from being reported; undefined where the document has no place for it. */
  suppress(document: vscode.TextDocument, finding: Finding): readonly vscode.TextEdit[] | undefined {
    const edits = this.#service.suppress(document.getText(), finding, document.languageId === 'jsonc');
    return edits?.map((edit) => toTextEdit(document, edit));
  }

  #analyze(document: vscode.TextDocument): Analysis {
    const text = document.getText();
    if (this.#configurations.isFile(document.uri)) {
      return { kind: undefined, findings: readConfiguration(text).findings };
    }
    return this.#service.analyze(text, this.#configurations.of(document));
  }
}

export function toRange(document: vscode.TextDocument, { start, end }: Range): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

export function toTextEdit(document: vscode.TextDocument, edit: TextEdit): vscode.TextEdit {
  return vscode.TextEdit.replace(toRange(document, edit), edit.text);
}
