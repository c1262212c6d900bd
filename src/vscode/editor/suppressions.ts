import * as vscode from 'vscode';
import type { Finding } from '../../language/api.ts';
import { isRule } from '../../language/rules/names.ts';
import { settings } from '../settings.ts';
import { localize } from '../words.ts';
import type { Analyses } from './analyses.ts';
import type { Configurations } from './configurations.ts';

/** Of a selection with findings of more rules, the first so many are offered: the text is read for each. */
const MOST_RULES = 20;

/**
 * Switches a rule off in a configuration file. The command is not in the manifest: only these actions give it what it
 * takes.
 */
const DISABLE_RULE = 'ecs-exec.disableRule';

/** Offers to hear no more of findings' rules: in their lines, or in the workspace. */
export class Suppressions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };
  readonly #analyses: Analyses;
  readonly #configurations: Configurations;

  constructor(analyses: Analyses, configurations: Configurations) {
    this.#analyses = analyses;
    this.#configurations = configurations;
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const findings = this.#analyses.at(document, range).filter(({ rule }) => isRule(rule));
    return firstOfEachRule(findings)
      .slice(0, MOST_RULES)
      .flatMap((finding) => [...this.#forLine(document, finding), ...this.#inWorkspace(document, finding)]);
  }

  #forLine(document: vscode.TextDocument, finding: Finding): vscode.CodeAction[] {
    const edits = this.#analyses.suppress(document, finding);
    if (edits === undefined) {
      return [];
    }
    const action = new vscode.CodeAction(
      localize('Disable {0} for this line', finding.rule),
      vscode.CodeActionKind.QuickFix,
    );
    action.edit = new vscode.WorkspaceEdit();
    action.edit.set(document.uri, [...edits]);
    return [action];
  }

  /** Not where a setting for the rule would win over the file. */
  #inWorkspace(document: vscode.TextDocument, { rule }: Finding): vscode.CodeAction[] {
    const file = this.#configurations.fileFor(document);
    if (file === undefined || rule in settings.rules(document)) {
      return [];
    }
    const title = localize('Disable {0} in this workspace', rule);
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.command = { title, command: DISABLE_RULE, arguments: [file, rule] };
    return [action];
  }
}

function firstOfEachRule(findings: readonly Finding[]): readonly Finding[] {
  const rules = new Set<string>();
  return findings.filter(({ rule }) => rules.size < rules.add(rule).size);
}
