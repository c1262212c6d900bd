import * as vscode from 'vscode';
import { EXPLORER_VIEW } from '../contributions.ts';
import { Owner } from '../disposable.ts';
import { withViewProgress } from '../progress.ts';
import { StatusItem } from '../status-item.ts';
import { present } from '../tree-item.ts';
import { localize, problemInWords } from '../words.ts';
import { connectionStatus, viewDescription } from './connection-status.ts';
import { EMPTINESS, type Emptiness, isWelcomed } from './emptiness.ts';
import type { Explorer, FilterState, RootState } from './explorer.ts';
import type { Node } from './nodes.ts';

/** The context key that says whether the tree is narrowed. */
const FILTERED = 'ecs-exec.filtered';

/** The sidebar's view of the tree; the status bar says whose tasks it shows, once it has been opened. */
export class ExplorerView extends Owner {
  readonly #view: vscode.TreeView<Node>;
  readonly #status = this.own(
    new StatusItem('ecs-exec.connection', vscode.l10n.t('ECS Exec: profile and region'), 'ecs-exec.selectRegion'),
  );

  #problem: string | undefined;
  #filter: string | undefined;

  constructor(explorer: Explorer, view: vscode.TreeView<Node>) {
    super();
    this.#view = view;
    this.own(explorer.onDidLoadRoots((state) => this.#show(state)));
    this.own(explorer.onDidAsk((answered) => withViewProgress(EXPLORER_VIEW, () => answered)));
    this.own(explorer.onDidNarrow((state) => this.#showFilter(state)));
    this.own(view.onDidChangeVisibility(({ visible }) => explorer.setVisible(visible)));
    this.own(view.onDidExpandElement(({ element }) => explorer.expanded(element)));
    this.own(view.onDidCollapseElement(({ element }) => explorer.collapsed(element)));
    explorer.setVisible(view.visible);
    this.#showFilter({ text: explorer.filter, clusters: 0, services: 0 });
  }

  #showFilter({ text, clusters, services }: FilterState): void {
    const hidden = present([
      clusters === 0 ? '' : localize('{0} clusters hidden', clusters),
      services === 0 ? '' : localize('{0} services hidden', services),
    ]);
    this.#filter = text === '' ? undefined : [localize('Filter "{0}"', text), ...hidden].join(' · ');
    this.#showMessage();
    void vscode.commands.executeCommand('setContext', FILTERED, text !== '');
  }

  #showMessage(): void {
    const message = this.#problem ?? this.#filter;
    this.#view.message = message;
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
    this.#problem = empty && problem !== undefined && !isWelcomed(problem.code) ? problemInWords(problem) : undefined;
    this.#showMessage();
    void vscode.commands.executeCommand('setContext', EMPTINESS, reason);
  }
}
