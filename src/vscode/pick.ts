import * as vscode from 'vscode';
import { LONGEST_MESSAGE, sanitize } from '../sanitize.ts';

/** A row of a list to pick from; {@link pickItem} makes it. */
export type PickItem<T> = vscode.QuickPickItem & T & { readonly isSanitized: true };

/** What a row shows. Anybody's words: VS Code would draw icons where they hold `$(name)`. */
interface Words {
  /** A codicon before the label. */
  readonly icon?: string;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

/** Makes a row, with what else belongs to it. */
export function pickItem<T extends object>({ icon, label, description, detail }: Words, more: T): PickItem<T> {
  return {
    ...more,
    label: `${icon === undefined ? '' : `$(${icon}) `}${sanitize(label)}`,
    ...(description !== undefined && { description: sanitize(description) }),
    ...(detail !== undefined && { detail: sanitize(detail, LONGEST_MESSAGE) }),
    isSanitized: true,
  };
}

/** A list that its owner fills, shows and disposes of. Its title and placeholder must be sentences of ours. */
export function createPicker<T>(): vscode.QuickPick<PickItem<T>> {
  return vscode.window.createQuickPick<PickItem<T>>();
}

/** Lets the user pick one of these; undefined where they pick none. */
export function pickOne<T>(items: readonly PickItem<T>[], options: { readonly title: string; readonly placeHolder: string }): Thenable<PickItem<T> | undefined> {
  return vscode.window.showQuickPick(items, options);
}
