import type { Cluster } from '../../aws/api/clusters.ts';
import type { Container, Task } from '../../aws/api/tasks.ts';
import type { OpenConnection } from '../../live/connection.ts';
import type { LiveContainer } from '../../live/container.ts';
import { isSidecar } from '../../live/sidecar.ts';
import { partsOfArn, serviceOf } from '../../live/task-name.ts';
import type { Problem } from '../../problem.ts';
import { type ExecReadiness, execReadiness } from '../../readiness/container.ts';
import { EnterGuard } from '../enter-guard.ts';
import { keyOfRecent, type RecentContainer } from '../memory/recent-container.ts';
import type { KnownCluster } from './finder.ts';

/** A line of the picker. Those of containers are the same object for as long as nothing about them changes. */
export type Row =
  | ContainerRow
  | RecentRow
  /** A container that was shown, and runs no more. It keeps its place, for the others must not move. */
  | { readonly kind: 'gone'; readonly key: string; readonly was: ContainerRow }
  /** A cluster that could not be asked; without a name, the list of them. */
  | {
      readonly kind: 'failed';
      readonly key: string;
      readonly connection: OpenConnection;
      readonly cluster: string;
      readonly problem: Problem;
    }
  /** More of what matches, and more clusters that could not be asked, than can be shown. */
  | { readonly kind: 'more'; readonly key: string }
  | { readonly kind: 'more-failed'; readonly key: string; readonly count: number }
  /** Nothing matches what is typed, so far or at all; or, with nothing typed, nothing runs. */
  | { readonly kind: 'none'; readonly key: string; readonly typed: string; readonly isSearching: boolean };

/** A container that was used last, above all others: that of its service's newest task. */
export interface RecentRow {
  readonly kind: 'recent';
  readonly key: string;
  readonly connection: OpenConnection;
  readonly recent: RecentContainer;
  readonly cluster: string;
  /** What the typed words are looked for in, in lower case. */
  readonly haystack: string;
}

export interface ContainerRow {
  readonly kind: 'container';
  readonly key: string;
  readonly target: LiveContainer;
  readonly cluster: string;
  readonly service: string | undefined;
  readonly readiness: ExecReadiness;
  /** What the typed words are looked for in, in lower case. */
  readonly haystack: string;
  /** The place among others: ready ones first, sidecars last, then by place and name. */
  readonly order: string;
}

/** How many containers are shown. Nobody reads more, and all rows go to VS Code's window at each change. */
const MOST_ROWS = 200;
/** How many clusters that could not be asked are shown. */
const MOST_FAILED = 10;
/**
 * What the picker of containers shows, and what Enter opens. Rows come in the best order when the user types; what is
 * found later comes below, for a row that moves under the pointer is taken for another.
 */
export class PickerModel {
  readonly #guard: EnterGuard;
  /** By cluster, then by key. */
  readonly #containers = new Map<string, Map<string, ContainerRow>>();
  readonly #failed = new Map<string, Extract<Row, { readonly kind: 'failed' }>>();
  #words: readonly string[] = [];
  #typed = '';
  #isSearching = true;
  /** The last one first. */
  #recent: readonly RecentRow[] = [];
  /** Those of containers that are shown. */
  #matching: Row[] = [];
  #hasMore = false;
  #rows: readonly Row[] = [];

  /** The picker appears now, of a clock in milliseconds. */
  constructor(now: () => number) {
    this.#guard = new EnterGuard(now);
  }

  /** Another list whenever something to be seen has changed. */
  get rows(): readonly Row[] {
    return this.#rows;
  }

  /** The user has typed: the best first. */
  type(typed: string): void {
    this.#guard.touch();
    this.#typed = typed.trim();
    this.#words = this.#typed
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    this.#sort();
  }

  /** The user has gone to a row, or VS Code has. */
  goTo(row: Row | undefined): void {
    this.#guard.goTo(row === undefined ? -1 : this.#rows.indexOf(row));
  }

  /** How many of the typed words the name of a cluster contains. */
  priority({ name }: Pick<Cluster, 'name'>): number {
    return this.#words.filter((word) => name.toLowerCase().includes(word)).length;
  }

  /** What was known before the search: in the best order, unless something is shown already. */
  begin(connection: OpenConnection, known: readonly KnownCluster[]): void {
    const rows = known.flatMap((each) => [...this.#keep(connection, each).values()]);
    if (this.#matching.length === 0) {
      this.#sort();
    } else {
      this.#append(rows);
      this.#draw();
    }
  }

  /** What was used last, the newest first. */
  recall(recent: readonly (readonly [OpenConnection, RecentContainer])[]): void {
    this.#recent = recent.map(([connection, each]) => toRecentRow(connection, each));
    this.#draw();
  }

  /** More containers of a cluster. */
  add(connection: OpenConnection, cluster: Cluster, tasks: readonly Task[]): void {
    const key = keyOf(connection, cluster.arn);
    const rows = rowsOf(connection, cluster, tasks);
    const kept = this.#containers.get(key) ?? new Map<string, ContainerRow>();
    this.#containers.set(key, kept);
    rows.forEach((row) => kept.set(row.key, row));
    this.#append(rows);
    this.#draw();
  }

  /** Another answer of a cluster: what is shown of it changes where it stands. */
  replace(connection: OpenConnection, known: KnownCluster): void {
    const before = this.#containers.get(keyOf(connection, known.cluster.arn)) ?? new Map<string, ContainerRow>();
    const after = this.#keep(connection, known);
    this.#matching = this.#matching.map((row) => {
      if (row.kind === 'container') {
        return before.get(row.key) === undefined
          ? row
          : (after.get(row.key) ?? { kind: 'gone', key: row.key, was: row });
      }
      return row.kind === 'gone' ? (after.get(row.key) ?? row) : row;
    });
    this.#append([...after.values()].filter(({ key }) => !before.has(key)));
    this.#draw();
  }

  /** A cluster is no more. */
  remove(connection: OpenConnection, arn: string): void {
    const key = keyOf(connection, arn);
    const before = this.#containers.get(key);
    this.#containers.delete(key);
    this.#failed.delete(key);
    this.#matching = this.#matching.map((row) =>
      row.kind === 'container' && before?.has(row.key) === true ? { kind: 'gone', key: row.key, was: row } : row,
    );
    this.#draw();
  }

  /** Whether the user looks for something. */
  get isTyped(): boolean {
    return this.#words.length > 0;
  }

  /** Whether no container is known at all. */
  get isEmpty(): boolean {
    return this.#recent.length === 0 && [...this.#containers.values()].every(({ size }) => size === 0);
  }

  /** The clusters of a connection cannot be listed, or not all of them. */
  breakOff(connection: OpenConnection, problem: Problem): void {
    const key = keyOf(connection, '#clusters');
    this.#failed.set(key, { kind: 'failed', key, connection, cluster: '', problem });
    this.#draw();
  }

  /** All has been found. */
  finish(): void {
    this.#isSearching = false;
    this.#draw();
  }

  /** What the user chooses with Enter or a click on this row; undefined where that does not count. */
  accept(row: Row | undefined): ContainerRow | RecentRow | undefined {
    return (row?.kind === 'container' || row?.kind === 'recent') && this.#guard.counts(this.#rows.indexOf(row))
      ? row
      : undefined;
  }

  #keep(connection: OpenConnection, { cluster, tasks, problem }: KnownCluster): Map<string, ContainerRow> {
    const key = keyOf(connection, cluster.arn);
    const kept = new Map(rowsOf(connection, cluster, tasks).map((row) => [row.key, row]));
    this.#containers.set(key, kept);
    if (problem === undefined) {
      this.#failed.delete(key);
    } else {
      this.#failed.set(key, { kind: 'failed', key, connection, cluster: cluster.name, problem });
    }
    return kept;
  }

  #sort(): void {
    const all: ContainerRow[] = [];
    for (const rows of this.#containers.values()) {
      for (const row of rows.values()) {
        if (this.#matches(row)) {
          all.push(row);
        }
      }
    }
    all.sort((a, b) => this.#compare(a, b));
    this.#matching = all.slice(0, MOST_ROWS);
    this.#hasMore = all.length > MOST_ROWS;
    this.#draw();
  }

  #append(rows: readonly ContainerRow[]): void {
    const shown = new Set(this.#matching.map(({ key }) => key));
    const found = rows.filter((row) => this.#matches(row) && !shown.has(row.key)).sort((a, b) => this.#compare(a, b));
    const room = MOST_ROWS - this.#matching.length;
    this.#matching = found.length === 0 ? this.#matching : [...this.#matching, ...found.slice(0, room)];
    this.#hasMore ||= found.length > room;
  }

  #matches({ haystack }: ContainerRow | RecentRow): boolean {
    return this.#words.every((word) => haystack.includes(word));
  }

  /** Who types a container's own name means that one. */
  #compare(a: ContainerRow, b: ContainerRow): number {
    const named = ({ target }: ContainerRow): number =>
      this.#words.some((word) => target.container.name.toLowerCase().includes(word)) ? 0 : 1;
    return named(a) - named(b) || (a.order < b.order ? -1 : a.order > b.order ? 1 : 0);
  }

  #draw(): void {
    const recent = this.#recent.filter((row) => this.#matches(row));
    const rows = [...recent, ...this.#matching, ...this.#notes(recent.length + this.#matching.length)];
    const before = this.#rows;
    if (rows.length === before.length && rows.every((row, place) => isSame(row, before[place]))) {
      return;
    }
    this.#guard.draw(rows.map(({ key }) => key));
    this.#rows = rows;
  }

  #notes(found: number): readonly Row[] {
    const notes: Row[] = [];
    if (this.#hasMore) {
      notes.push({ kind: 'more', key: '#more' });
    }
    const nothingRuns = !this.#isSearching && this.#failed.size === 0;
    if (found === 0 && (this.#typed !== '' || nothingRuns)) {
      notes.push({ kind: 'none', key: '#none', typed: this.#typed, isSearching: this.#isSearching });
    }
    const failed = [...this.#failed.values()];
    const first =
      this.#words.length === 0
        ? failed
        : failed.toSorted((a, b) => this.priority({ name: b.cluster }) - this.priority({ name: a.cluster }));
    notes.push(...first.slice(0, MOST_FAILED));
    if (failed.length > MOST_FAILED) {
      notes.push({ kind: 'more-failed', key: '#more-failed', count: failed.length - MOST_FAILED });
    }
    return notes;
  }
}

function isSame(row: Row, other: Row | undefined): boolean {
  if (row === other) {
    return true;
  }
  switch (row.kind) {
    case 'more':
      return other?.kind === 'more';
    case 'more-failed':
      return other?.kind === 'more-failed' && other.count === row.count;
    case 'none':
      return other?.kind === 'none' && other.typed === row.typed && other.isSearching === row.isSearching;
    default:
      return false;
  }
}

function rowsOf(connection: OpenConnection, { name }: Cluster, tasks: readonly Task[]): readonly ContainerRow[] {
  return tasks.flatMap((task) => task.containers.map((container) => toRow(connection, name, task, container)));
}

/** Two connections may lead to the same things. */
function keyOf({ key }: OpenConnection, what: string): string {
  return `${key} ${what}`;
}

function toRecentRow(connection: OpenConnection, recent: RecentContainer): RecentRow {
  const { service, family, container } = recent;
  const { region, name: cluster } = partsOfArn(recent.cluster);
  const { profile } = connection.place ?? {};
  return {
    kind: 'recent',
    key: keyOf(connection, `recent ${keyOfRecent(recent)}`),
    connection,
    recent,
    cluster,
    haystack: [profile, region, cluster, service, family, container].join(' ').toLowerCase(),
  };
}

function toRow(connection: OpenConnection, cluster: string, task: Task, container: Container): ContainerRow {
  const { profile, region } = connection.place ?? {};
  const readiness = execReadiness(task, container);
  const service = serviceOf(task) ?? task.group;
  const rank = (readiness.state === 'ready' ? 0 : 2) + Number(isSidecar(container));
  return {
    kind: 'container',
    key: keyOf(connection, `${task.arn}#${container.name}`),
    target: { connection, task, container },
    cluster,
    service,
    readiness,
    haystack: [profile, region, cluster, task.group, task.id, task.definition, container.name].join(' ').toLowerCase(),
    order: [rank, cluster, service, task.id, container.name].join(' '),
  };
}
