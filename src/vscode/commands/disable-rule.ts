import * as vscode from 'vscode';
import { switchOff } from '../../language/index.ts';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import { toTextEdit } from '../editor/analyses.ts';
import type { Command } from './command.ts';

/**
 * Switches a rule off in a configuration file, which is made if it is not there, and saved unless it is being edited.
 */
export const disableRule = {
  id: 'disableRule',
  async run(_: object, file: vscode.Uri, rule: string): Promise<void> {
    if (!(await exists(file))) {
      await create(file, rule);
      return;
    }
    const document = await vscode.workspace.openTextDocument(file);
    const edits = switchOff(rule, document.getText());
    if (edits === undefined) {
      await vscode.window.showTextDocument(document);
      throw new Problem(
        'invalid-configuration',
        sentence('{0} is not valid JSON.', nameOf(file)),
        sentence('Fix it, then try again.'),
      );
    }
    const wasDirty = document.isDirty;
    const edit = new vscode.WorkspaceEdit();
    edit.set(
      file,
      edits.map((each) => toTextEdit(document, each)),
    );
    if (!(await vscode.workspace.applyEdit(edit))) {
      throw new Problem(
        'cannot-write',
        sentence('{0} cannot be changed.', nameOf(file)),
        sentence('Change it yourself, or change the setting ecs-exec.rules.'),
      );
    }
    if (!wasDirty) {
      // Where that fails VS Code says why, and offers what helps.
      await document.save();
    }
  },
} satisfies Command<object>;

async function create(file: vscode.Uri, rule: string): Promise<void> {
  const [content] = switchOff(rule, '') ?? [];
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(file, { contents: new TextEncoder().encode(content?.text) });
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Problem(
      'cannot-write',
      sentence('{0} cannot be created.', nameOf(file)),
      sentence('Create it yourself, or change the setting ecs-exec.rules.'),
    );
  }
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}

function nameOf(file: vscode.Uri): string {
  return vscode.workspace.asRelativePath(file);
}
