import * as vscode from 'vscode';
import { connectionWords } from '../connections/connection-words.ts';
import type { Connections } from '../connections/connections.ts';
import { EXPLORER_VIEW } from '../contributions.ts';
import { Owner } from '../disposable.ts';
import { withViewProgress } from '../progress.ts';
import { StatusItem } from '../status-item.ts';
import { present } from '../tree-item.ts';
import { localize, problemInWords } from '../words.ts';
import { EMPTINESS, type Emptiness, isWelcomed } from './emptiness.ts';
import type { Explorer, FilterState, RootState } from './explorer.ts';
import type { Node } from './nodes.ts';

/** The context key that says whether the tree is narrowed. */
const FILTERED = 'ecs-exec.filtered';

/**
 * The sidebar's view of the tree. Its title and the status bar say whose tasks it shows, as soon as that is settled,
 * and the status bar leads to what changes it.
 */
export class ExplorerView extends Owner {
  readonly #connections: Connections;
  readonly #view: vscode.TreeView<Node>;
  readonly #status = this.own(
    new StatusItem('ecs-exec.connection', vscode.l10n.t('ECS Exec: connections'), 'ecs-exec.changeConnection'),
  );
  #state: RootState | undefined;
  #problem: string | undefined;
  #filter: string | undefined;

  constructor(connections: Connections, explorer: Explorer, view: vscode.TreeView<Node>) {
    super();
    this.#connections = connections;
    this.#view = view;
    this.own(connections.onDidChange(() => this.#draw()));
    this.own(connections.onDidLearn(() => this.#draw()));
    this.own(
      explorer.onDidLoadRoots((state) => {
        this.#state = state;
        this.#draw();
      }),
    );
    this.own(explorer.onDidAsk((answered) => withViewProgress(EXPLORER_VIEW, () => answered)));
    this.own(explorer.onDidNarrow((state) => this.#showFilter(state)));
    this.own(view.onDidChangeVisibility(({ visible }) => explorer.setVisible(visible)));
    this.own(view.onDidExpandElement(({ element }) => explorer.expanded(element)));
    this.own(view.onDidCollapseElement(({ element }) => explorer.collapsed(element)));
    explorer.setVisible(view.visible);
    this.#showFilter({ text: explorer.filter, clusters: 0, services: 0 });
    this.#draw();
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

  #draw(): void {
    const [first, ...others] = this.#connections.all;
    const { words, tooltip } = connectionWords(first);
    const change = vscode.l10n.t('Select to change it');
    if (others.length > 0) {
      const count = localize('{0} connections', others.length + 1);
      this.#view.description = count;
      this.#status.show('server-environment', localize('ECS: {0}', count), [
        ...[first, ...others].map((each) => connectionWords(each).words),
        change,
      ]);
    } else {
      this.#view.description = first.place === undefined && first.choice.profile === undefined ? '' : words;
      if (first.place === undefined) {
        this.#status.hide();
      } else {
        this.#status.show('server-environment', words, [...tooltip, change]);
      }
    }
    this.#drawEmptiness(others.length > 0 || this.#state?.connection !== first ? undefined : this.#state);
  }

  /** With several connections, each says in its own row why it is empty. */
  #drawEmptiness(state: RootState | undefined): void {
    const { empty = false, problem } = state ?? {};
    const reason: Emptiness | undefined = empty ? (problem?.code ?? 'no-clusters') : undefined;
    this.#problem = empty && problem !== undefined && !isWelcomed(problem.code) ? problemInWords(problem) : undefined;
    this.#showMessage();
    void vscode.commands.executeCommand('setContext', EMPTINESS, reason);
  }
}
