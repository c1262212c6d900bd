import * as vscode from 'vscode';
import { LONGEST_MESSAGE, sanitize } from '../sanitize.ts';

/** How a row of a tree is shown. Any of its words may be somebody else's. */
export interface Row {
  readonly id: string;
  /** What it is, for those who listen; empty for what needs no such word. */
  readonly kind: string;
  readonly label: string;
  /** Its state in words. */
  readonly description: string;
  /** The state for those who listen, where the description has signs in it. */
  readonly spoken?: string;
  readonly icon: string;
  readonly color?: string;
  /** Lines. */
  readonly tooltip: readonly (string | undefined)[];
  /** For the conditions of menus. */
  readonly context: string;
  readonly collapsible: boolean;
  /** What a click on it, or Enter, does. */
  readonly command?: { readonly command: string; readonly arguments: readonly unknown[] };
  /** Whether what is below it is shown at first. */
  readonly expanded?: boolean;
}

/** Makes the row of a tree: its tooltip is plain text, and those who listen hear what it is and how it is. */
export function treeItem(row: Row): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  const label = sanitize(row.label, LONGEST_MESSAGE);
  const description = sanitize(row.description, LONGEST_MESSAGE);
  const item = new vscode.TreeItem(label, row.expanded === true ? Expanded : row.collapsible ? Collapsed : None);
  item.id = row.id;
  item.description = description;
  item.iconPath = new vscode.ThemeIcon(
    row.icon,
    row.color === undefined ? undefined : new vscode.ThemeColor(row.color),
  );
  item.tooltip = present(row.tooltip)
    .map((line) => sanitize(line, LONGEST_MESSAGE))
    .join('\n');
  item.contextValue = row.context;
  if (row.command !== undefined) {
    item.command = { title: label, command: row.command.command, arguments: [...row.command.arguments] };
  }
  item.accessibilityInformation = {
    label: present([
      row.kind,
      label,
      row.spoken === undefined ? description : sanitize(row.spoken, LONGEST_MESSAGE),
    ]).join(', '),
  };
  return item;
}

/** Those that are there and not empty. */
export function present(parts: readonly (string | undefined)[]): readonly string[] {
  return parts.filter((part): part is string => part !== undefined && part !== '');
}
