import * as vscode from 'vscode';
import type { Hover } from '../../language/api.ts';
import { toMarkdown } from '../markdown.ts';
import { type Analyses, toRange } from './analyses.ts';

/** Says what there is to know of ECS Exec about the property under the mouse. AWS's own text is in the JSON schema. */
export class Hovers implements vscode.HoverProvider {
  readonly #analyses: Analyses;

  constructor(analyses: Analyses) {
    this.#analyses = analyses;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const hover = this.#analyses.open(document).hover(document.offsetAt(position));
    return hover === undefined ? undefined : new vscode.Hover(contentOf(hover), toRange(document, hover.range));
  }
}

function contentOf({ contents, documentation }: Hover): vscode.MarkdownString {
  return toMarkdown(
    contents,
    documentation === undefined ? undefined : { title: vscode.l10n.t('Learn more'), url: documentation },
  );
}
