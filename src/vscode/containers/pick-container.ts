import * as vscode from 'vscode';
import type { Cluster } from '../../aws/api/clusters.ts';
import type { Task } from '../../aws/api/tasks.ts';
import type { LiveContainer } from '../../live/container.ts';
import { sidecarOf } from '../../live/sidecar.ts';
import { shortId } from '../../live/task-name.ts';
import type { Problem } from '../../problem.ts';
import { summarize } from '../../readiness/container.ts';
import { systemClock } from '../clock.ts';
import type { Connections } from '../connections/connections.ts';
import type { LiveConnection } from '../connections/live-connection.ts';
import { whenSlow } from '../patience.ts';
import { createPicker, type PickItem, pickItem } from '../pick.ts';
import { asProblem, inWords, localize, problemInWords, stillWaiting } from '../words.ts';
import type { ContainerFinder, KnownCluster } from './finder.ts';
import { type ContainerRow, PickerModel, type Row } from './picker-model.ts';

export interface PickParts {
  readonly connections: Connections;
  readonly finder: ContainerFinder;
  readonly log: vscode.LogOutputChannel;
}

/**
 * Lets the user pick a container among all that run, by typing parts of cluster, service, task or name in any order.
 * Those that were found the last time are there at once, the others as they are found. Undefined when the user picks
 * none; rejects with a `Problem` where there is nothing to pick from.
 */
export async function pickContainer(title: string, parts: PickParts): Promise<LiveContainer | undefined> {
  const picker = new ContainerPicker(title, parts);
  try {
    return await picker.picked;
  } finally {
    picker.dispose();
  }
}

type RowItem = PickItem<{ readonly row: Row }>;

/** Shows what the model says. */
class ContainerPicker implements vscode.Disposable {
  readonly picked: Promise<LiveContainer | undefined>;
  readonly #title: string;
  readonly #parts: PickParts;
  readonly #picker = createPicker<{ readonly row: Row }>();
  readonly #model = new PickerModel(() => systemClock.now());
  readonly #abort = new AbortController();
  /** Of each connection. */
  readonly #progress: { readonly asked: number; readonly clusters: number }[] = [];
  readonly #items = new WeakMap<Row, RowItem>();
  #shown: readonly Row[] = [];
  #notSlow: () => void = () => undefined;

  constructor(title: string, parts: PickParts) {
    this.#title = title;
    this.#parts = parts;
    const picker = this.#picker;
    picker.placeholder = vscode.l10n.t('Type parts of the names of a cluster, service, task or container');
    picker.busy = true;
    picker.keepScrollPosition = true;
    picker.onDidChangeValue((typed) => {
      this.#model.type(typed);
      this.#draw({ keepActive: false });
    });
    picker.onDidChangeActive(([active]) => this.#model.goTo(active?.row));
    this.picked = new Promise((resolve, reject) => {
      picker.onDidHide(() => resolve(undefined));
      picker.onDidAccept(() => {
        const target = this.#model.accept(picker.selectedItems[0]?.row);
        if (target !== undefined) {
          resolve(target);
        }
      });
      this.#showTitle();
      picker.show();
      const { all } = parts.connections;
      void Promise.all(all.map((connection) => this.#search(connection))).then((problems) => {
        const [problem] = problems;
        if (problem !== undefined && !problems.includes(undefined) && this.#model.isEmpty) {
          reject(problem);
        }
        this.#finish();
      });
    });
  }

  dispose(): void {
    this.#notSlow();
    this.#abort.abort();
    this.#picker.dispose();
  }

  /** Resolves with why not all of a connection could be searched. Never rejects. */
  async #search(connection: LiveConnection): Promise<Problem | undefined> {
    try {
      await this.#searchAll(connection);
      return undefined;
    } catch (error) {
      if (this.#abort.signal.aborted) {
        return undefined;
      }
      const problem = asProblem(error, this.#parts.log);
      this.#change(() => this.#model.breakOff(connection, problem));
      return problem;
    }
  }

  async #searchAll(connection: LiveConnection): Promise<void> {
    const { finder } = this.#parts;
    const { signal } = this.#abort;
    const model = this.#model;
    const { clusters: questions } = await connection.gateway();
    model.begin(connection, finder.known(questions));
    this.#draw();
    const told = this.#progress.length;
    const events = {
      priority: model.priority.bind(model),
      onTasks: (cluster: Cluster, tasks: readonly Task[]) => this.#change(() => model.add(connection, cluster, tasks)),
      onAnswer: (known: KnownCluster) => this.#change(() => model.replace(connection, known)),
      onGone: (arn: string) => this.#change(() => model.remove(connection, arn)),
      onProgress: (asked: number, clusters: number) => this.#showProgress(told, asked, clusters),
    };
    this.#progress.push({ asked: 0, clusters: 0 });
    await finder.search(questions, events, signal);
  }

  #finish(): void {
    if (this.#abort.signal.aborted) {
      return;
    }
    this.#model.finish();
    this.#draw();
    this.#showTitle();
    this.#notSlow();
    this.#picker.busy = false;
  }

  #change(change: () => void): void {
    change();
    this.#draw();
  }

  #showProgress(connection: number, asked: number, clusters: number): void {
    this.#progress[connection] = { asked, clusters };
    const all = this.#progress.reduce((sum, each) => sum + each.clusters, 0);
    const done = this.#progress.reduce((sum, each) => sum + each.asked, 0);
    this.#showTitle(done < all ? localize('{0} of {1} clusters asked', done, all) : undefined);
  }

  /** Shows how far it is, beside what the picker is for, and a word where that has not changed for long. */
  #showTitle(progress?: string): void {
    const title = this.#title;
    this.#picker.title = progress === undefined ? title : `${title} · ${progress}`;
    this.#notSlow();
    this.#notSlow = whenSlow(() => (this.#picker.title = `${title} · ${stillWaiting()}`));
  }

  /** What was selected stays so, unless the user has typed. */
  #draw({ keepActive = true } = {}): void {
    const { rows } = this.#model;
    if (rows === this.#shown || this.#abort.signal.aborted) {
      return;
    }
    this.#shown = rows;
    const [active] = this.#picker.activeItems;
    const items = rows.map((row) => this.#itemOf(row));
    this.#picker.items = items;
    const kept = keepActive ? items.find(({ row }) => row.key === active?.row.key) : undefined;
    if (kept !== undefined) {
      this.#picker.activeItems = [kept];
    }
  }

  #itemOf(row: Row): RowItem {
    const item = this.#items.get(row) ?? pickItem(look(row), { alwaysShow: true, row });
    this.#items.set(row, item);
    return item;
  }
}

/** The words are matched by the model, for VS Code's own filter looks at one field at a time. */
function look(row: Row): Parameters<typeof pickItem>[0] {
  switch (row.kind) {
    case 'container': {
      const sidecar = sidecarOf(row.target.container);
      const state = [inWords(summarize(row.readiness)), sidecar && inWords(sidecar)]
        .filter((part) => part !== undefined)
        .join(' · ');
      return {
        icon: row.readiness.state === 'ready' ? 'terminal' : 'circle-slash',
        label: row.target.container.name,
        description: whereIn(row),
        detail: state,
      };
    }
    case 'gone':
      return {
        icon: 'circle-slash',
        label: row.was.target.container.name,
        description: whereIn(row.was),
        detail: vscode.l10n.t('no longer running'),
      };
    case 'failed':
      return {
        icon: 'error',
        label: row.cluster === '' ? vscode.l10n.t('Clusters') : row.cluster,
        detail: problemInWords(row.problem),
      };
    case 'more':
      return { icon: 'ellipsis', label: vscode.l10n.t('More containers match. Type more of a name to find them.') };
    case 'more-failed':
      return { icon: 'error', label: localize('{0} more clusters could not be asked.', row.count) };
    case 'none':
      return { icon: 'info', label: none(row.typed, row.isSearching) };
  }
}

function none(typed: string, isSearching: boolean): string {
  if (typed === '') {
    return vscode.l10n.t('No running tasks in this account and region');
  }
  return isSearching ? localize('Nothing matches "{0}" so far', typed) : localize('Nothing matches "{0}"', typed);
}

function whereIn({ cluster, service, target }: ContainerRow): string {
  return [cluster, service, shortId(target.task)].filter((part) => part !== undefined).join(' › ');
}
