import type * as vscode from 'vscode';

/** Under which a workspace remembers it. */
const KEY = 'explorer.filter';
/** Characters. */
const LONGEST_FILTER = 200;

/** The filter of the tree, as it is remembered for a workspace. */
export class KeptFilter {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  get text(): string {
    const kept = this.#state.get(KEY);
    return typeof kept === 'string' ? kept.slice(0, LONGEST_FILTER) : '';
  }

  async keep(text: string): Promise<void> {
    await this.#state.update(KEY, text === '' ? undefined : text.slice(0, LONGEST_FILTER));
  }
}
