import * as vscode from 'vscode';
import type { Cluster } from '../../aws/api/clusters.ts';
import type { Task } from '../../aws/api/tasks.ts';
import type { OpenConnection } from '../../live/connection.ts';
import { findContainer } from '../../live/find-container.ts';
import type { Problem } from '../../problem.ts';
import { hindranceOf } from '../../readiness/container.ts';
import { systemClock } from '../clock.ts';
import type { Connections } from '../connections/connections.ts';
import type { LiveConnection } from '../connections/live-connection.ts';
import type { Memory } from '../memory/memory.ts';
import { queryOf, type RecentContainer } from '../memory/recent-container.ts';
import { iconOf, type Offer, offersFor } from '../offers.ts';
import { whenSlow } from '../patience.ts';
import { createPicker, type PickItem, pickItem, pickSeparator, selectAgain } from '../pick.ts';
import { withWaiting } from '../progress.ts';
import { asProblem, localize, stillWaiting } from '../words.ts';
import type { ChosenContainer } from './chosen-container.ts';
import type { ContainerFinder, KnownCluster } from './finder.ts';
import { type ContainerRow, PickerModel, type RecentRow, type Row } from './picker-model.ts';
import { groupOf, lookOf, type LookOptions } from './row-look.ts';

export interface PickParts {
  readonly connections: Connections;
  readonly finder: ContainerFinder;
  readonly memory: Memory;
  readonly log: vscode.LogOutputChannel;
}

/**
 * Lets the user pick a container among all that run, by typing parts of cluster, service, task or name in any order.
 * Those that were found the last time are there at once, the others as they are found. Undefined when the user picks
 * none; rejects with a `Problem` where there is nothing to pick from.
 */
export async function pickContainer(title: string, parts: PickParts): Promise<ChosenContainer | undefined> {
  const row = await pickRow(title, parts);
  return row?.kind === 'recent' ? findAgain(row.connection, row.recent) : row?.target;
}

/**
 * The container that was used last, as it is in the newest task that is ready. Rejects with a `Problem` where there is
 * none, or with the signal's reason.
 */
export async function findAgain(
  connection: OpenConnection,
  recent: RecentContainer,
  stop?: AbortSignal,
): Promise<ChosenContainer> {
  const { service, family } = recent;
  const found = await withWaiting(
    localize('Looking for the newest task of {0}…', service ?? family),
    (signal) => findContainer(connection, queryOf(recent), hindranceOf, signal),
    stop,
  );
  return { ...found, isNewest: service !== undefined };
}

async function pickRow(title: string, parts: PickParts): Promise<Picked | undefined> {
  const picker = new ContainerPicker(title, parts);
  try {
    return await picker.picked;
  } finally {
    picker.dispose();
  }
}

type Picked = ContainerRow | RecentRow;
/** Of a line between rows, the row is undefined. */
type RowItem = PickItem<{ readonly row: Row | undefined }>;

/** Shows what the model says. */
class ContainerPicker implements vscode.Disposable {
  readonly picked: Promise<Picked | undefined>;
  readonly #title: string;
  readonly #parts: PickParts;
  readonly #picker = createPicker<{ readonly row: Row | undefined }>();
  readonly #model = new PickerModel(() => systemClock.now());
  readonly #abort = new AbortController();
  /** Of each connection. */
  readonly #progress: { readonly asked: number; readonly clusters: number }[] = [];
  readonly #items = new WeakMap<Row, RowItem>();
  readonly #onTyped = new Set<() => void>();
  #shown: readonly Row[] = [];
  #notSlow: () => void = () => undefined;

  constructor(title: string, parts: PickParts) {
    this.#title = title;
    this.#parts = parts;
    const picker = this.#picker;
    picker.placeholder = vscode.l10n.t('Type parts of the names of a cluster, service, task or container');
    picker.busy = true;
    picker.keepScrollPosition = true;
    // The model matches words in all fields together. What matches one field alone is marked by VS Code.
    picker.matchOnDescription = true;
    picker.matchOnDetail = true;
    picker.onDidChangeValue((typed) => {
      this.#model.type(typed);
      this.#draw({ keepActive: false });
      this.#onTyped.forEach((go) => go());
    });
    picker.onDidChangeActive(([active]) => this.#model.goTo(active?.row));
    this.picked = new Promise((resolve, reject) => {
      picker.onDidHide(() => resolve(undefined));
      picker.onDidAccept(() => {
        const [selected] = picker.selectedItems;
        const row = this.#model.accept(selected?.row);
        if (row !== undefined) {
          resolve(row);
        } else {
          // Buttons of rows are for the mouse alone.
          helpsWith(selected?.row)[0]?.run();
          selectAgain(picker);
        }
      });
      picker.onDidTriggerItemButton(({ item, button }) =>
        helpsWith(item.row)
          .find(({ title }) => title === button.tooltip)
          ?.run(),
      );
      this.#showTitle();
      this.#model.recall(this.#recent());
      this.#draw();
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

  /** Only what was found through a connection that is shown. */
  #recent(): readonly (readonly [OpenConnection, RecentContainer])[] {
    const { connections, memory } = this.#parts;
    return memory.containers.items.flatMap((each) => {
      const connection = connections.all.find(({ key }) => key === each.connection);
      return connection === undefined ? [] : [[connection, each] as const];
    });
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
      isTyped: () => model.isTyped,
      onRest: () => this.#rest(),
      typing: (signal: AbortSignal) => this.#typing(signal),
      onProgress: (asked: number, clusters: number) => this.#showProgress(told, asked, clusters),
    };
    this.#progress.push({ asked: 0, clusters: 0 });
    await finder.search(questions, events, signal);
  }

  /** Resolves when the user types. Rejects with the signal's reason. */
  #typing(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = (): void => {
        this.#onTyped.delete(go);
        signal.removeEventListener('abort', stop);
        this.#picker.busy = true;
        resolve();
      };
      const stop = (): void => {
        this.#onTyped.delete(go);
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- it is the signal's own reason
        reject(signal.reason);
      };
      this.#onTyped.add(go);
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  /** Enough has been asked for without a name. */
  #rest(): void {
    const { done, all } = this.#sums();
    this.#showTitle(localize('{0} of {1} clusters asked, type a name to search the others', done, all));
    this.#notSlow();
    this.#picker.busy = false;
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
    const { done, all } = this.#sums();
    this.#showTitle(done < all ? localize('{0} of {1} clusters asked', done, all) : undefined);
  }

  #sums(): { readonly done: number; readonly all: number } {
    return {
      done: this.#progress.reduce((sum, { asked }) => sum + asked, 0),
      all: this.#progress.reduce((sum, { clusters }) => sum + clusters, 0),
    };
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
    const items = this.#withLines(rows);
    this.#picker.items = items;
    const kept = keepActive ? items.find(({ row }) => row !== undefined && row.key === active?.row?.key) : undefined;
    if (kept !== undefined) {
      this.#picker.activeItems = [kept];
    }
  }

  /** A line with the name of their service before the first of rows that belong together. */
  #withLines(rows: readonly Row[]): RowItem[] {
    const options = this.#lookOptions();
    let group: string | undefined;
    return rows.flatMap((row) => {
      const next = groupOf(row, options);
      const isFirst = next !== group;
      group = next;
      const item = this.#itemOf(row);
      return isFirst ? [pickSeparator(next ?? '', { row: undefined }), item] : [item];
    });
  }

  #lookOptions(): LookOptions {
    return { now: new Date(), isMixed: this.#parts.connections.all.length > 1 };
  }

  #itemOf(row: Row): RowItem {
    const item =
      this.#items.get(row) ??
      pickItem(lookOf(row, this.#lookOptions()), { alwaysShow: true, row, buttons: buttonsOf(row) });
    this.#items.set(row, item);
    return item;
  }
}

/** What helps with what a row tells of, for as long as the picker is open. */
function helpsWith(row: Row | undefined): readonly Offer[] {
  return row?.kind === 'failed'
    ? offersFor(row.problem, { about: row }).filter(({ action }) => action !== 'show-log')
    : [];
}

function buttonsOf(row: Row): readonly vscode.QuickInputButton[] {
  return helpsWith(row).map(({ action, title }) => ({
    iconPath: new vscode.ThemeIcon(iconOf(action)),
    tooltip: title,
  }));
}
