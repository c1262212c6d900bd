import * as vscode from 'vscode';
import type { Finding, Fix } from '../../language/api.ts';
import { inWords } from '../words.ts';
import { type Analyses, toRange, toTextEdit } from './analyses.ts';

/** Of a selection with more findings, the first so many have their fixes offered: nobody reads a longer menu. */
const MOST_AT_ONCE = 50;

/**
 * In a longer text, in UTF-16 code units, the menu does not offer to mend everything: to know whether it can costs as
 * much as to do it, at every move of the cursor. The command and the action on save do it in any.
 */
const LONGEST_FOR_MENU = 256 * 1024;

/** The kind under which an editor can be told to mend everything on save. */
export const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('ecsExec');

/**
 * Offers the fixes of the findings at the cursor, and one action that mends all that can be mended without a choice.
 */
export class Fixes implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL],
  };
  readonly #analyses: Analyses;

  constructor(analyses: Analyses) {
    this.#analyses = analyses;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const wanted = context.only;
    if (wanted !== undefined && wanted.intersects(vscode.CodeActionKind.SourceFixAll)) {
      return wanted.contains(FIX_ALL) ? this.#fixAll(document, FIX_ALL) : [];
    }
    if (wanted !== undefined && !wanted.contains(vscode.CodeActionKind.QuickFix)) {
      return [];
    }
    const here = this.#analyses.at(document, range).slice(0, MOST_AT_ONCE);
    const offered = new Set<Fix>();
    const actions = here.flatMap((finding) => quickFixes(document, finding, context.diagnostics, offered));
    const offersAll =
      actions.length > 0 &&
      this.#analyses.findings(document).length > 1 &&
      document.getText().length <= LONGEST_FOR_MENU;
    return offersAll ? [...actions, ...this.#fixAll(document, vscode.CodeActionKind.QuickFix)] : actions;
  }

  #fixAll(document: vscode.TextDocument, kind: vscode.CodeActionKind): vscode.CodeAction[] {
    const edits = this.#analyses.fixAll(document);
    return edits.length === 0
      ? []
      : [action(vscode.l10n.t('Fix all task definition findings in this file'), kind, document, edits)];
  }
}

/** A fix that mends many findings at once is offered with the first of them. */
function quickFixes(
  document: vscode.TextDocument,
  finding: Finding,
  diagnostics: readonly vscode.Diagnostic[],
  offered: Set<Fix>,
): vscode.CodeAction[] {
  const place = toRange(document, finding.range);
  const served = diagnostics.filter(
    ({ code, range }) => typeof code === 'object' && code.value === finding.rule && range.isEqual(place),
  );
  return finding.fixes.flatMap((fix, index) => {
    if (offered.has(fix)) {
      return [];
    }
    offered.add(fix);
    const edits = fix.edits().map((edit) => toTextEdit(document, edit));
    const made = action(inWords(fix.title), vscode.CodeActionKind.QuickFix, document, edits);
    made.diagnostics = [...served];
    made.isPreferred = index === 0 && fix.safe;
    return [made];
  });
}

function action(
  title: string,
  kind: vscode.CodeActionKind,
  document: vscode.TextDocument,
  edits: readonly vscode.TextEdit[],
): vscode.CodeAction {
  const made = new vscode.CodeAction(title, kind);
  made.edit = new vscode.WorkspaceEdit();
  made.edit.set(document.uri, [...edits]);
  return made;
}
