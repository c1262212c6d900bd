import * as vscode from 'vscode';
import { Owner } from '../disposable.ts';
import { inStatusBar } from '../progress.ts';

/**
 * What there is to say of a terminal while a program has its screen: in the terminal's name and in the status bar, for
 * a word of ours on the screen would be in the middle of somebody else's.
 */
export class Standing extends Owner {
  readonly #renamed = this.own(new vscode.EventEmitter<string>());
  #done: (() => void) | undefined;

  readonly onDidChangeName = this.#renamed.event;

  constructor() {
    super();
    this.own({ dispose: () => this.#done?.() });
  }

  /** `name` in place of the terminal's own, and in the status bar that something goes on, until the next `clear`. */
  say(name: string, status: string): void {
    this.#done?.();
    this.#renamed.fire(name);
    void inStatusBar(status, () => new Promise<void>((resolve) => (this.#done = resolve)));
  }

  /** Everything is as usual; the terminal has its own name. */
  clear(name: string): void {
    this.#done?.();
    this.#done = undefined;
    this.#renamed.fire(name);
  }
}
