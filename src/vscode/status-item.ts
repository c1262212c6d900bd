import * as vscode from 'vscode';
import { sanitize } from '../sanitize.ts';
import { Owner } from './disposable.ts';

/** An item of the status bar, hidden until it has something to show. */
export class StatusItem extends Owner {
  readonly #item: vscode.StatusBarItem;

  /** `name` is what the status bar's own menu calls it. */
  constructor(id: string, name: string, command: string) {
    super();
    this.#item = this.own(vscode.window.createStatusBarItem(id, vscode.StatusBarAlignment.Left));
    this.#item.name = name;
    this.#item.command = command;
  }

  /** Shows words, which may be anybody's, after a codicon; the tooltip has lines. */
  show(icon: string, words: string, tooltip: readonly string[]): void {
    this.#item.text = `$(${icon}) ${sanitize(words)}`;
    this.#item.tooltip = tooltip.map((line) => sanitize(line)).join('\n');
    this.#item.show();
  }

  hide(): void {
    this.#item.hide();
  }
}
