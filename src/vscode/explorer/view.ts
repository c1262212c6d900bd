import * as vscode from 'vscode';
import { EXPLORER_VIEW } from '../contributions.ts';
import { Owner } from '../disposable.ts';
import { withViewProgress } from '../progress.ts';
import { StatusItem } from '../status-item.ts';
import { problemInWords } from '../words.ts';
import { connectionStatus, viewDescription } from './connection-status.ts';
import { EMPTINESS, type Emptiness, isWelcomed } from './emptiness.ts';
import type { Explorer, RootState } from './explorer.ts';
import type { Node } from './nodes.ts';

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
    const { place, choice } = connection;
    const reason: Emptiness | undefined = empty ? (problem?.code ?? 'no-clusters') : undefined;
    if (place === undefined) {
      this.#status.hide();
    } else {
      const { words, tooltip } = connectionStatus(place, choice);
      this.#status.show('server-environment', words, tooltip);
    }
    this.#view.description = viewDescription(place, choice, empty) ?? '';
    this.#view.message =
      empty && problem !== undefined && !isWelcomed(problem.code) ? problemInWords(problem) : undefined;
    void vscode.commands.executeCommand('setContext', EMPTINESS, reason);
  }
}
