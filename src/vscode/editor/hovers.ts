import * as vscode from 'vscode';
import type { Hover, LanguageService } from '../../language/api.ts';
import { inWords } from '../words.ts';
import { toRange } from './analyses.ts';

/** Says what there is to know of ECS Exec about the property under the mouse. AWS's own text is in the JSON schema. */
export class Hovers implements vscode.HoverProvider {
  readonly #service: LanguageService;

  constructor(service: LanguageService) {
    this.#service = service;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const hover = this.#service.hover(document.getText(), document.offsetAt(position));
    return hover === undefined ? undefined : new vscode.Hover(toMarkdown(hover), toRange(document, hover.range));
  }
}

function toMarkdown({ contents, documentation }: Hover): vscode.MarkdownString {
  const paragraphs = contents.map(inWords);
  if (documentation !== undefined) {
    paragraphs.push(`[${vscode.l10n.t('More about it')}](${documentation})`);
  }
  return new vscode.MarkdownString(paragraphs.join('\n\n'));
}
