import * as vscode from 'vscode';
import type { Finding, Severity } from '../../language/api.ts';
import { Owner } from '../disposable.ts';
import { settings } from '../settings.ts';
import { inWords } from '../words.ts';
import { type Analyses, toRange } from './analyses.ts';
import { LANGUAGES } from './languages.ts';

/** Milliseconds without a change before a document is checked again. */
const QUIET = 150;

const SEVERITIES: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** Underlines the findings in every open JSON document, shortly after each change. */
export class Diagnostics extends Owner {
  readonly #analyses: Analyses;
  readonly #shown = this.own(vscode.languages.createDiagnosticCollection('ecs-exec'));
  readonly #waiting = new Map<vscode.TextDocument, NodeJS.Timeout>();

  constructor(analyses: Analyses) {
    super();
    this.#analyses = analyses;
    this.own(vscode.workspace.onDidOpenTextDocument((document) => this.#check(document)));
    this.own(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#checkSoon(document)));
    this.own(vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)));
    this.own(analyses.onDidChange(() => this.#checkAll()));
    this.own(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (settings.changed(event, 'diagnostics.enabled')) {
          this.#checkAll();
        }
      }),
    );
    this.own({ dispose: () => this.#waiting.forEach((timer) => clearTimeout(timer)) });
    this.#checkAll();
  }

  #checkAll(): void {
    for (const document of vscode.workspace.textDocuments) {
      this.#check(document);
    }
  }

  #checkSoon(document: vscode.TextDocument): void {
    clearTimeout(this.#waiting.get(document));
    this.#waiting.set(
      document,
      setTimeout(() => this.#check(document), QUIET),
    );
  }

  #check(document: vscode.TextDocument): void {
    clearTimeout(this.#waiting.get(document));
    this.#waiting.delete(document);
    if (document.isClosed || !LANGUAGES.includes(document.languageId)) {
      return;
    }
    const findings = settings.diagnosticsEnabled() ? this.#analyses.findings(document) : [];
    this.#shown.set(
      document.uri,
      findings.map((finding) => toDiagnostic(document, finding)),
    );
  }

  #forget(document: vscode.TextDocument): void {
    clearTimeout(this.#waiting.get(document));
    this.#waiting.delete(document);
    this.#shown.delete(document.uri);
  }
}

function toDiagnostic(document: vscode.TextDocument, finding: Finding): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    toRange(document, finding.range),
    inWords(finding.message),
    SEVERITIES[finding.severity],
  );
  diagnostic.source = 'ecs-exec';
  diagnostic.code = { value: finding.rule, target: vscode.Uri.parse(finding.documentation) };
  return diagnostic;
}
