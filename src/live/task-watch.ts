import type { Clusters } from '../aws/api/clusters.ts';
import type { ContainerRequest, TaskReport } from '../aws/api/tasks.ts';
import type { Problem } from '../problem.ts';
import { fateOf, isOver } from './fate.ts';

/**
 * Milliseconds between two looks at the tasks in which sessions are open: one DescribeTasks for each of their clusters.
 */
const LOOK_EVERY = 60_000;
/** The same where a session does not answer. */
const LOOK_AGAIN = 15_000;
/** After looks that failed the pause doubles, up to this. */
const LONGEST_PAUSE = 30 * 60_000;
/** Milliseconds for one look. */
const LOOK_WITHIN = 10_000;

export interface WatchOptions {
  /** Calls once, in so many milliseconds; the answer cancels it. */
  readonly after: (delay: number, call: () => void) => () => void;
  /** Whether anybody would see what is found: while not, only sessions that do not answer are looked after. */
  readonly isWatched: () => boolean;
  /** Puts a question that no user is waiting for. */
  readonly ask: <T>(question: () => Promise<T>) => Promise<T>;
  /** A task, by its ARN, is found to have ended. */
  readonly onGone: (taskArn: string) => void;
}

/** Who asks, and where something is open. */
export interface WatchedPlace extends ContainerRequest {
  /** The connection with which the session was opened. */
  readonly clusters: Pick<Clusters, 'taskReports'>;
}

/** A place that is watched, until it is disposed of. */
export interface Watched {
  /** Something there should have answered and did not; false: it has. */
  stalled(isStalled: boolean): void;
  dispose(): void;
}

interface Entry {
  readonly place: WatchedPlace;
  readonly onOver: (problem: Problem) => void;
  readonly onEnding: (problem: Problem) => void;
  isStalled: boolean;
  isEnding: boolean;
}

/**
 * Finds out that a task has ended in which something is open: its agent is gone then, and says nothing, while the
 * service keeps the socket open and answers pings.
 */
export class TaskWatch {
  readonly #options: WatchOptions;
  readonly #entries = new Set<Entry>();
  #cancel: (() => void) | undefined;
  #isLooking = false;
  #failures = 0;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /**
   * `onOver` is called once, when nothing runs any more in the container, with the reason; `onEnding` once before that,
   * where it is seen that something stops the task.
   */
  watch(
    place: WatchedPlace,
    onOver: (problem: Problem) => void,
    onEnding: (problem: Problem) => void = () => undefined,
  ): Watched {
    const entry: Entry = { place, onOver, onEnding, isStalled: false, isEnding: false };
    this.#entries.add(entry);
    this.#schedule();
    return {
      stalled: (isStalled) => {
        entry.isStalled = isStalled;
        if (isStalled && this.#entries.has(entry)) {
          this.#failures = 0;
          void this.#look();
        }
      },
      dispose: () => {
        this.#entries.delete(entry);
        if (this.#entries.size === 0) {
          this.dispose();
        }
      },
    };
  }

  /** Looks no more, until there is something new to watch. */
  dispose(): void {
    this.#entries.clear();
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #schedule(): void {
    if (this.#entries.size > 0 && !this.#isLooking && this.#cancel === undefined) {
      const isUrgent = [...this.#entries].some(({ isStalled, isEnding }) => isStalled || isEnding);
      const pause = isUrgent ? LOOK_AGAIN : LOOK_EVERY;
      this.#cancel = this.#options.after(Math.min(LONGEST_PAUSE, pause * 2 ** this.#failures), () => void this.#look());
    }
  }

  /** Never rejects. */
  async #look(): Promise<void> {
    if (this.#isLooking) {
      return;
    }
    this.#cancel?.();
    this.#cancel = undefined;
    this.#isLooking = true;
    const wanted = [...this.#entries].filter(({ isStalled }) => isStalled || this.#options.isWatched());
    const answered = await Promise.all(byCluster(wanted).map((entries) => this.#ask(entries)));
    this.#isLooking = false;
    this.#failures = answered.every((answer) => answer) ? 0 : this.#failures + 1;
    this.#schedule();
  }

  /** Resolves with whether there was an answer. */
  async #ask(entries: readonly Entry[]): Promise<boolean> {
    const [first] = entries;
    if (first === undefined) {
      return true;
    }
    const { clusters, clusterArn } = first.place;
    let reports: readonly TaskReport[];
    try {
      const tasks = [...new Set(entries.map(({ place }) => place.taskArn))];
      reports = await this.#options.ask(() =>
        clusters.taskReports(clusterArn, tasks, AbortSignal.timeout(LOOK_WITHIN)),
      );
    } catch {
      // Who is not allowed to ask, or cannot, learns it from nothing else than the session.
      return false;
    }
    const byArn = new Map(reports.map((report) => [report.task.arn, report]));
    for (const entry of entries) {
      const report = byArn.get(entry.place.taskArn);
      const problem = fateOf(report, entry.place);
      if (problem === undefined) {
        continue;
      }
      if (!isOver(report, entry.place)) {
        this.#tellEnding(entry, problem);
      } else if (this.#entries.delete(entry)) {
        this.#options.onGone(entry.place.taskArn);
        entry.onOver(problem);
      }
    }
    return true;
  }

  #tellEnding(entry: Entry, problem: Problem): void {
    if (!entry.isEnding && this.#entries.has(entry)) {
      entry.isEnding = true;
      entry.onEnding(problem);
    }
  }
}

/** Entries that one question is about: those of the same connection and cluster. */
function byCluster(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const groups: Entry[][] = [];
  for (const entry of entries) {
    const group = groups.find(
      ([first]) => first?.place.clusters === entry.place.clusters && first.place.clusterArn === entry.place.clusterArn,
    );
    if (group === undefined) {
      groups.push([entry]);
    } else {
      group.push(entry);
    }
  }
  return groups;
}
