import * as vscode from 'vscode';
import { EXPLORER_VIEW } from '../contributions.ts';
import { Owner } from '../disposable.ts';
import { withViewProgress } from '../progress.ts';
import { StatusItem } from '../status-item.ts';
import { problemInWords } from '../words.ts';
import { connectionStatus, viewDescription } from './connection-status.ts';
import type { Explorer, RootState } from './explorer.ts';
import type { Node } from './nodes.ts';

/** The context key that chooses the view's welcome text: why there is nothing to show. */
const EMPTINESS = 'ecs-exec.emptiness';
/** Reasons of emptiness that have a welcome text in package.json. Any other is told in the view's message line. */
const WELCOMED: readonly string[] = [
  'untrusted',
  'no-credentials',
  'expired-credentials',
  'invalid-credentials',
  'no-region',
  'no-clusters',
  'access-denied',
  'no-network',
];

/** The sidebar's view of the tree; the status bar says whose tasks it shows, once it has been opened. */
export class ExplorerView extends Owner {
  readonly #view: vscode.TreeView<Node>;
  readonly #status = this.own(
    new StatusItem('ecs-exec.connection', vscode.l10n.t('ECS Exec: profile and region'), 'ecs-exec.selectRegion'),
  );

  constructor(explorer: Explorer, view: vscode.TreeView<Node>) {
    super();
    this.#view = view;
    this.own(explorer.onDidLoadRoots((state) => this.#show(state)));
    this.own(explorer.onDidAsk((answered) => withViewProgress(EXPLORER_VIEW, () => answered)));
  }

  #show(state: RootState): void {
    const { connection, empty, problem } = state;
    const reason = empty ? (problem?.code ?? 'no-clusters') : undefined;
    if (connection === undefined) {
      this.#status.hide();
    } else {
      const { words, tooltip } = connectionStatus(connection);
      this.#status.show('server-environment', words, tooltip);
    }
    this.#view.description = viewDescription(state) ?? '';
    this.#view.message =
      empty && problem !== undefined && !WELCOMED.includes(problem.code) ? problemInWords(problem) : undefined;
    void vscode.commands.executeCommand('setContext', EMPTINESS, reason);
  }
}
