import * as vscode from 'vscode';
import type { Range } from '../../language/api.ts';
import { switchOff } from '../../language/index.ts';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import { toRange, toTextEdit } from '../editor/analyses.ts';
import type { Command } from './command.ts';

/**
 * Switches a rule off in a configuration file, for all files or for one, and shows where. The file is made if it is not
 * there, and saved unless it is being edited.
 */
export const disableRule = {
  id: 'disableRule',
  async run(_: object, file: vscode.Uri, rule: string, path?: string): Promise<void> {
    if (!(await exists(file))) {
      const place = await create(file, rule, path);
      await show(await vscode.workspace.openTextDocument(file), place);
      return;
    }
    const document = await vscode.workspace.openTextDocument(file);
    const made = switchOff(rule, document.getText(), path);
    if (made === undefined) {
      await vscode.window.showTextDocument(document);
      throw new Problem(
        'invalid-configuration',
        sentence('{0} is not a valid configuration.', nameOf(file)),
        sentence('Fix it, then try again.'),
      );
    }
    const wasDirty = document.isDirty;
    const edit = new vscode.WorkspaceEdit();
    edit.set(
      file,
      made.edits.map((each) => toTextEdit(document, each)),
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
    await show(document, made.place);
  },
} satisfies Command<object>;

async function create(file: vscode.Uri, rule: string, path: string | undefined): Promise<Range | undefined> {
  const made = switchOff(rule, '', path);
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(file, { contents: new TextEncoder().encode(made?.edits[0]?.text) });
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Problem(
      'cannot-write',
      sentence('{0} cannot be created.', nameOf(file)),
      sentence('Create it yourself, or change the setting ecs-exec.rules.'),
    );
  }
  return made?.place;
}

/** Whoever hides findings should see that they have, and can add why. */
async function show(document: vscode.TextDocument, place: Range | undefined): Promise<void> {
  await vscode.window.showTextDocument(document, place === undefined ? {} : { selection: toRange(document, place) });
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
