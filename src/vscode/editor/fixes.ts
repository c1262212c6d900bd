import * as vscode from 'vscode';
import type { Finding, Fix } from '../../language/api.ts';
import { inWords } from '../words.ts';
import { type Analyses, toRange, toTextEdit } from './analyses.ts';
import { LazyAction } from './lazy-action.ts';

/** Of a selection with more findings, the first so many have their fixes offered: nobody reads a longer menu. */
const MOST_AT_ONCE = 50;

/** The kind under which an editor can be told to mend everything on save. */
export const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('ecsExec');

/** The command that mends everything. With a count of what there was before, it only says what has been mended. */
const FIX_ALL_COMMAND = 'ecs-exec.fixAll';

/** The actions that fix findings one by one, and the one that mends all that can be mended without a choice. */
export class Fixes {
  readonly #analyses: Analyses;

  constructor(analyses: Analyses) {
    this.#analyses = analyses;
  }

  /** Those of some findings, and with them the one for all there are. */
  of(
    document: vscode.TextDocument,
    findings: readonly Finding[],
    context: vscode.CodeActionContext,
  ): readonly vscode.CodeAction[] {
    const offered = new Set<Fix>();
    const actions = findings
      .slice(0, MOST_AT_ONCE)
      .flatMap((finding) => quickFixes(document, finding, context, offered));
    return actions.length === 0 || this.#analyses.findings(document).length < 2
      ? actions
      : [...actions, ...this.all(document, vscode.CodeActionKind.QuickFix, context)];
  }

  /** What it has mended is told to people, who ask for it or select it from the light bulb, but not on each save. */
  all(
    document: vscode.TextDocument,
    kind: vscode.CodeActionKind,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const before = this.#analyses.tally(document);
    if (before.safe === 0) {
      return [];
    }
    const title = vscode.l10n.t('Fix all findings of ECS Exec in this file');
    const action = new LazyAction(title, kind, document, () => this.#analyses.fixAll(document));
    const isOnSave = !isAsked(context) && context.only !== undefined;
    if (!isOnSave) {
      action.command = { title, command: FIX_ALL_COMMAND, arguments: [document.uri, before] };
    }
    return [isAsked(context) ? action.resolve() : action];
  }
}

/** Whether someone has asked what there is to do. */
function isAsked({ triggerKind }: vscode.CodeActionContext): boolean {
  return triggerKind === vscode.CodeActionTriggerKind.Invoke;
}

/** A fix that mends many findings at once is offered with the first of them. */
function quickFixes(
  document: vscode.TextDocument,
  { rule, range, fixes }: Finding,
  context: vscode.CodeActionContext,
  offered: Set<Fix>,
): readonly vscode.CodeAction[] {
  const place = toRange(document, range);
  const served = context.diagnostics.filter(
    ({ code, range: other }) => typeof code === 'object' && code.value === rule && other.isEqual(place),
  );
  return fixes.flatMap((fix, index) => {
    if (offered.has(fix)) {
      return [];
    }
    offered.add(fix);
    const action = new LazyAction(inWords(fix.title), vscode.CodeActionKind.QuickFix, document, () =>
      fix.edits().map((edit) => toTextEdit(document, edit)),
    );
    action.diagnostics = served;
    action.isPreferred = index === 0 && fix.safe;
    return [isAsked(context) ? action.resolve() : action];
  });
}
