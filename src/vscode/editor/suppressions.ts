import * as vscode from 'vscode';
import type { Finding } from '../../language/api.ts';
import { isOverridden } from '../../language/configuration/folder-configuration.ts';
import { isRule } from '../../language/index.ts';
import { settings } from '../settings.ts';
import { localize } from '../words.ts';
import type { Analyses } from './analyses.ts';
import type { Configurations } from './configurations.ts';
import { areCommentsAllowed } from './documents.ts';

/**
 * Switches a rule off in a configuration file. The command is not in the manifest: only these actions give it what it
 * takes.
 */
const DISABLE_RULE = 'ecs-exec.disableRule';

/** Offers to hear no more of findings' rules: in their lines, in the file, or in the workspace. */
export class Suppressions {
  readonly #analyses: Analyses;
  readonly #configurations: Configurations;

  constructor(analyses: Analyses, configurations: Configurations) {
    this.#analyses = analyses;
    this.#configurations = configurations;
  }

  /**
   * Those of some findings, each of another rule. In JSON without comments, a comment comes last: what reads the file
   * may not take one.
   */
  of(document: vscode.TextDocument, findings: readonly Finding[]): readonly vscode.CodeAction[] {
    return findings
      .filter(({ rule }) => isRule(rule))
      .flatMap((finding) => {
        const line = this.#forLine(document, finding);
        const others = this.#inConfiguration(document, finding);
        return areCommentsAllowed(document) ? [...line, ...others] : [...others, ...line];
      });
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

  /** Not where a setting for the rule would win over the file, nor where an override there would win. */
  #inConfiguration(document: vscode.TextDocument, { rule }: Finding): vscode.CodeAction[] {
    const place = this.#configurations.placeOf(document);
    if (place === undefined || rule in settings.rules(document)) {
      return [];
    }
    const { file, path, says } = place;
    return [
      ...(path === undefined ? [] : [disabling(localize('Disable {0} for this file', rule), file, rule, path)]),
      ...(path !== undefined && isOverridden(says, path, rule)
        ? []
        : [disabling(titleFor(file, rule), file, rule, undefined)]),
    ];
  }
}

function disabling(title: string, file: vscode.Uri, rule: string, path: string | undefined): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command: DISABLE_RULE, arguments: [file, rule, path] };
  return action;
}

/** A file that is not at the root of the workspace is for a part of it, or for more. */
function titleFor(file: vscode.Uri, rule: string): string {
  const folder = vscode.workspace.getWorkspaceFolder(file);
  return folder !== undefined && vscode.Uri.joinPath(file, '..').toString() === folder.uri.toString()
    ? localize('Disable {0} in this workspace', rule)
    : localize('Disable {0} in {1}', rule, vscode.workspace.asRelativePath(file));
}
