import * as vscode from 'vscode';
import type { Completion, CompletionKind, Symbols } from '../../language/api.ts';
import { sanitize } from '../../sanitize.ts';
import { SELECTOR } from '../contributions.ts';
import { type Analyses, toRange } from './analyses.ts';

/** Completes the names of containers, volumes and ports, and finds where they are defined and used. */
export function registerSymbols(analyses: Analyses): vscode.Disposable {
  const provider = new SymbolProvider(analyses);
  return vscode.Disposable.from(
    vscode.languages.registerDefinitionProvider(SELECTOR, provider),
    vscode.languages.registerReferenceProvider(SELECTOR, provider),
    // The same as VS Code's own JSON support has, so that both are asked at once.
    vscode.languages.registerCompletionItemProvider(SELECTOR, provider, '"', ':'),
  );
}

class SymbolProvider implements vscode.DefinitionProvider, vscode.ReferenceProvider, vscode.CompletionItemProvider {
  readonly #analyses: Analyses;

  constructor(analyses: Analyses) {
    this.#analyses = analyses;
  }

  provideDefinition(document: vscode.TextDocument, position: vscode.Position): vscode.Location | undefined {
    const definition = this.#symbolsOf(document).definition(document.offsetAt(position));
    return definition && this.#analyses.locate(document, definition);
  }

  provideReferences(
    document: vscode.TextDocument,
    position: vscode.Position,
    context: vscode.ReferenceContext,
  ): vscode.Location[] {
    const references = this.#symbolsOf(document).references(document.offsetAt(position), context.includeDeclaration);
    return references.map((place) => this.#analyses.locate(document, place));
  }

  provideCompletionItems(document: vscode.TextDocument, position: vscode.Position): vscode.CompletionItem[] {
    const completions = this.#symbolsOf(document).completions(document.offsetAt(position));
    return completions.map((completion, index) => toItem(document, completion, index));
  }

  #symbolsOf(document: vscode.TextDocument): Symbols {
    return this.#analyses.open(document).symbols;
  }
}

/** What is not the name of something. */
const KINDS: Readonly<Partial<Record<CompletionKind, vscode.CompletionItemKind>>> = {
  property: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.EnumMember,
};

function toItem(document: vscode.TextDocument, { kind, name, edit }: Completion, index: number): vscode.CompletionItem {
  const descriptions = {
    container: vscode.l10n.t('container'),
    volume: vscode.l10n.t('volume'),
    port: vscode.l10n.t('port'),
    action: vscode.l10n.t('action'),
    resource: vscode.l10n.t('resource'),
    operator: vscode.l10n.t('operator'),
    conditionKey: vscode.l10n.t('condition key'),
    property: vscode.l10n.t('property'),
    value: vscode.l10n.t('value'),
  };
  const item = new vscode.CompletionItem(
    { label: sanitize(name), description: descriptions[kind] },
    KINDS[kind] ?? vscode.CompletionItemKind.Reference,
  );
  item.range = toRange(document, edit);
  item.insertText = edit.text;
  // What is typed already may begin with a quote, as the text to be written does.
  item.filterText = edit.text;
  item.sortText = String(index).padStart(5, '0');
  return item;
}
