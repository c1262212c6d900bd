import * as vscode from 'vscode';
import type { Finding, Severity } from '../../language/api.ts';
import { Told } from '../../language/told.ts';
import { SELECTOR } from '../contributions.ts';
import { Owner } from '../disposable.ts';
import { settings } from '../settings.ts';
import { inWords } from '../words.ts';
import { type Analyses, toRange } from './analyses.ts';
import { isChecked as isKnown } from './documents.ts';
import { Typing } from './typing.ts';

/** In milliseconds: a check waits as long for the next change, since each costs those who listen. */
const LEAST_WAIT = 10;
const MOST_WAIT = 250;

/** A check waits so many times as long as the last one took: typing in a large document stays smooth. */
const WAIT_PER_CHECK = 3;

/** So many places of one finding are faded: each costs whoever shows it. */
const MOST_FADED = 500;

const SEVERITIES: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** Underlines the findings in every open document that can be changed, shortly after each change. */
export class Diagnostics extends Owner {
  readonly #analyses: Analyses;
  readonly #looks: (document: vscode.TextDocument) => void;
  readonly #typing = this.own(new Typing());
  readonly #shown = this.own(vscode.languages.createDiagnosticCollection('ecs-exec'));
  readonly #told = new WeakMap<vscode.TextDocument, Told>();
  readonly #waiting = new Map<vscode.TextDocument, NodeJS.Timeout>();
  /** How long the last check of each document took, in milliseconds. */
  readonly #costs = new WeakMap<vscode.TextDocument, number>();

  /** What else looks at a document once it has changed is told of each. */
  constructor(analyses: Analyses, looks: (document: vscode.TextDocument) => void) {
    super();
    this.#analyses = analyses;
    this.#looks = looks;
    this.own(vscode.workspace.onDidOpenTextDocument((document) => this.#check(document)));
    this.own(vscode.workspace.onDidChangeTextDocument((event) => this.#follow(event)));
    this.own(vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)));
    this.own(this.#typing.onDidMove((document) => this.#checkSoon(document)));
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

  #follow(event: vscode.TextDocumentChangeEvent): void {
    const { document, contentChanges } = event;
    if (contentChanges.length === 0 || !isChecked(document)) {
      return;
    }
    const typed = this.#typing.follow(event);
    const told = this.#told.get(document);
    if (typed !== undefined) {
      told?.change(typed);
    } else if (told !== undefined) {
      // All is told anew.
      told.findings = [];
    }
    clearTimeout(this.#waiting.get(document));
    this.#waiting.delete(document);
    this.#checkSoon(document);
  }

  /** A check that is due already takes in what has happened meanwhile. */
  #checkSoon(document: vscode.TextDocument): void {
    if (this.#waiting.has(document)) {
      return;
    }
    const wait = Math.min(Math.max(LEAST_WAIT, WAIT_PER_CHECK * (this.#costs.get(document) ?? 0)), MOST_WAIT);
    this.#waiting.set(
      document,
      setTimeout(() => this.#check(document), wait),
    );
  }

  #check(document: vscode.TextDocument): void {
    clearTimeout(this.#waiting.get(document));
    this.#waiting.delete(document);
    if (!isChecked(document)) {
      return;
    }
    const start = performance.now();
    const findings = settings.diagnosticsEnabled() ? this.#findings(document) : [];
    this.#costs.set(document, performance.now() - start);
    const told = this.#told.get(document);
    if (told === undefined) {
      this.#told.set(document, new Told(findings));
    } else {
      told.findings = findings;
    }
    if (findings.length > 0 || this.#shown.has(document.uri)) {
      this.#shown.set(
        document.uri,
        findings.flatMap((finding) => toDiagnostics(document, finding)),
      );
    }
    this.#looks(document);
  }

  #findings(document: vscode.TextDocument): readonly Finding[] {
    const writtenAt = this.#typing.at(document, this.#analyses.open(document));
    if (writtenAt === undefined) {
      return this.#analyses.findings(document);
    }
    const told = this.#told.get(document)?.findings ?? [];
    return this.#analyses.findingsWhile(document, { ...writtenAt, told });
  }

  #forget(document: vscode.TextDocument): void {
    clearTimeout(this.#waiting.get(document));
    this.#waiting.delete(document);
    this.#told.delete(document);
    this.#shown.delete(document.uri);
  }
}

function isChecked(document: vscode.TextDocument): boolean {
  return !document.isClosed && vscode.languages.match(SELECTOR, document) > 0 && isKnown(document);
}

/** A finding; and what the text could do without, which is faded, and not listed again. */
function toDiagnostics(document: vscode.TextDocument, finding: Finding): readonly vscode.Diagnostic[] {
  const range = toRange(document, finding.range);
  const diagnostic = toDiagnostic(range, finding, SEVERITIES[finding.severity]);
  diagnostic.source = 'ecs-exec';
  const places = finding.unnecessary.slice(0, MOST_FADED).map((each) => toRange(document, each));
  if (places.some((place) => place.contains(range))) {
    diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  }
  const rest = places.filter((place) => !place.isEqual(range));
  return [
    diagnostic,
    ...rest.map((place) => {
      const hint = toDiagnostic(place, finding, vscode.DiagnosticSeverity.Hint);
      hint.tags = [vscode.DiagnosticTag.Unnecessary];
      return hint;
    }),
  ];
}

function toDiagnostic(
  range: vscode.Range,
  { rule, message, documentation }: Finding,
  severity: vscode.DiagnosticSeverity,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, inWords(message), severity);
  diagnostic.code = { value: rule, target: vscode.Uri.parse(documentation) };
  return diagnostic;
}
