import * as vscode from 'vscode';
import type { Finding } from '../../language/api.ts';
import type { Analyses } from './analyses.ts';
import { documentationActions } from './documentation.ts';
import { isWritable } from './documents.ts';
import { FIX_ALL, type Fixes } from './fixes.ts';
import { LazyAction } from './lazy-action.ts';
import type { Suppressions } from './suppressions.ts';

/** Of a selection with findings of more rules, the first so many are offered: nobody reads a longer menu. */
const MOST_RULES = 20;

/**
 * All that the light bulb offers: first what fixes a finding, then what explains it, and last what hides it. VS Code
 * keeps the order of one provider; those of several come in an order of its own.
 */
export class Actions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL],
  };
  readonly #analyses: Analyses;
  readonly #fixes: Fixes;
  readonly #suppressions: Suppressions;

  constructor(analyses: Analyses, fixes: Fixes, suppressions: Suppressions) {
    this.#analyses = analyses;
    this.#fixes = fixes;
    this.#suppressions = suppressions;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const { only } = context;
    if (only?.intersects(vscode.CodeActionKind.SourceFixAll) === true) {
      return only.contains(FIX_ALL) ? this.#fixes.all(document, FIX_ALL, context) : [];
    }
    if (only?.contains(vscode.CodeActionKind.QuickFix) === false) {
      return [];
    }
    const findings = this.#analyses.at(document, range).filter((finding) => isOffered(finding, context));
    const firsts = firstOfEachRule(findings).slice(0, MOST_RULES);
    if (!isWritable(document)) {
      return [...documentationActions(firsts)];
    }
    return [
      ...this.#fixes.of(document, findings, context),
      ...documentationActions(firsts),
      ...this.#suppressions.of(document, firsts),
    ];
  }

  resolveCodeAction(action: vscode.CodeAction): vscode.CodeAction {
    return action instanceof LazyAction ? action.resolve() : action;
  }
}

/** Without being asked, only what helps with something that is underlined: not with what is just being written. */
function isOffered({ rule }: Finding, { triggerKind, diagnostics }: vscode.CodeActionContext): boolean {
  return (
    triggerKind === vscode.CodeActionTriggerKind.Invoke ||
    diagnostics.some(({ code }) => typeof code === 'object' && code.value === rule)
  );
}

function firstOfEachRule(findings: readonly Finding[]): readonly Finding[] {
  const rules = new Set<string>();
  return findings.filter(({ rule }) => rules.size < rules.add(rule).size);
}
