import * as vscode from 'vscode';
import { Owner } from '../disposable.ts';
import { problemInWords } from '../words.ts';
import type { Explorer, RootState } from './explorer.ts';

const VIEW = 'ecs-exec.explorer';
/** The context key that chooses the view's welcome text: why there is nothing to show. */
const EMPTINESS = 'ecs-exec.emptiness';
/** Reasons of emptiness that have a welcome text in package.json. Any other is told in the view's message line. */
const WELCOMED: readonly string[] = [
  'untrusted',
  'no-credentials',
  'expired-credentials',
  'invalid-credentials',
  'no-region',
  'unknown-profile',
  'no-clusters',
  'access-denied',
  'no-network',
];

/** The sidebar's view of the tree, with profile and region beside its title. */
export class ExplorerView extends Owner {
  readonly #view: vscode.TreeView<unknown>;

  constructor(explorer: Explorer) {
    super();
    this.#view = this.own(vscode.window.createTreeView(VIEW, { treeDataProvider: explorer, showCollapseAll: true }));
    this.own(explorer.onDidLoadRoots((state) => this.#show(state)));
  }

  #show({ connection, empty, problem }: RootState): void {
    const reason = empty ? (problem?.code ?? 'no-clusters') : undefined;
    this.#view.description = [connection?.profile, connection?.region, connection?.endpoint].filter(Boolean).join(' · ');
    this.#view.message = empty && problem !== undefined && !WELCOMED.includes(problem.code) ? problemInWords(problem) : undefined;
    void vscode.commands.executeCommand('setContext', EMPTINESS, reason);
  }
}
