import type { Cluster, Clusters } from '../../aws/api/clusters.ts';
import type { Task } from '../../aws/api/tasks.ts';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';

/** How many clusters are asked at the same time. */
const AT_ONCE = 6;
/** ListTasks and DescribeTasks, which a page of tasks takes. */
const CALLS_PER_PAGE = 2;
/**
 * Calls of one search while nothing is typed: then it rests, because who has that many clusters will type a name, and
 * the calls of an account are few.
 */
const MOST_UNTYPED = 60;
/** Calls of one search at all, but for the clusters whose names are typed. */
const MOST_CALLS = 400;
/** How many tasks a page has of which another may follow. */
const FULL_PAGE = 100;
/** How many tasks are kept for one connection. Who has more types the cluster's name first, or uses the tree. */
const MOST_TASKS = 20_000;

/** A cluster with the tasks that it was last seen with. */
export interface KnownCluster {
  readonly cluster: Cluster;
  readonly tasks: readonly Task[];
  /** Why the tasks are not, or not all, known. */
  readonly problem: Problem | undefined;
}

/** What a search tells while it goes on. */
export interface SearchEvents {
  /** More is found in a cluster of which nothing was known. */
  readonly onTasks: (cluster: Cluster, tasks: readonly Task[]) => void;
  /** What was known of a cluster is to be replaced. */
  readonly onAnswer: (known: KnownCluster) => void;
  /** A cluster is no more. */
  readonly onGone: (arn: string) => void;
  readonly onProgress: (asked: number, clusters: number) => void;
  /** How much a cluster matters; those that matter most are asked first. Looked at anew for each. */
  readonly priority: (cluster: Cluster) => number;
  /** Whether the user has typed what to look for. */
  readonly isTyped: () => boolean;
  /** The search has asked for much, and goes on when the user types. */
  readonly onRest: () => void;
  /** Resolves when the user types. Rejects with the signal's reason. */
  readonly typing: (signal: AbortSignal) => Promise<void>;
}

/**
 * Asks for the tasks of all clusters, several at a time and at the connection's pace, and remembers the last answer of
 * each for as long as the connection is the same.
 */
export class ContainerFinder {
  readonly #toProblem: (error: unknown) => Problem;
  /** By connection, then by the cluster's ARN. */
  readonly #memory = new WeakMap<Clusters, Map<string, KnownCluster>>();

  constructor(toProblem: (error: unknown) => Problem) {
    this.#toProblem = toProblem;
  }

  /** What was found through this connection before. */
  known(clusters: Clusters): readonly KnownCluster[] {
    return [...this.#remembered(clusters).values()];
  }

  /**
   * Asks for everything anew. A cluster that cannot be asked is told of; rejects where the clusters cannot be listed.
   */
  async search(clusters: Clusters, events: SearchEvents, signal: AbortSignal): Promise<void> {
    await new Search(clusters, this.#remembered(clusters), this.#toProblem, events, signal).run();
  }

  #remembered(clusters: Clusters): Map<string, KnownCluster> {
    const known = this.#memory.get(clusters) ?? new Map<string, KnownCluster>();
    this.#memory.set(clusters, known);
    return known;
  }
}

/** One search through all clusters. */
class Search {
  readonly #questions: Clusters;
  readonly #known: Map<string, KnownCluster>;
  readonly #toProblem: (error: unknown) => Problem;
  readonly #events: SearchEvents;
  readonly #signal: AbortSignal;
  readonly #waiting = new Map<string, Cluster>();
  readonly #running = new Set<Promise<void>>();
  #clusters = 0;
  #asked = 0;
  #calls = 0;
  /** Of those that are about to choose a cluster: no more than there are clusters. */
  #turns = 0;

  constructor(
    clusters: Clusters,
    known: Map<string, KnownCluster>,
    toProblem: (error: unknown) => Problem,
    events: SearchEvents,
    signal: AbortSignal,
  ) {
    this.#questions = clusters;
    this.#known = known;
    this.#toProblem = toProblem;
    this.#events = events;
    this.#signal = signal;
  }

  async run(): Promise<void> {
    const listed = new Set<string>();
    try {
      for await (const clusters of this.#questions.listClusters(this.#signal)) {
        this.#signal.throwIfAborted();
        for (const cluster of clusters) {
          listed.add(cluster.arn);
          this.#take(cluster);
        }
        this.#events.onProgress(this.#asked, this.#clusters);
        this.#start();
      }
      this.#forgetAllBut(listed);
    } finally {
      while (this.#running.size > 0) {
        await Promise.all(this.#running);
      }
    }
  }

  #take(cluster: Cluster): void {
    // Of one that nobody may describe it is not known; one that does not exist would only answer with an error.
    const isEmpty = cluster.status === 'MISSING' || (cluster.runningTasks === 0 && cluster.pendingTasks === 0);
    if (!isEmpty) {
      this.#waiting.set(cluster.arn, cluster);
      this.#clusters += 1;
    } else {
      this.#forget(cluster.arn);
    }
  }

  #forgetAllBut(listed: ReadonlySet<string>): void {
    for (const arn of [...this.#known.keys()]) {
      if (!listed.has(arn)) {
        this.#forget(arn);
      }
    }
  }

  #forget(arn: string): void {
    if (this.#known.delete(arn)) {
      this.#events.onGone(arn);
    }
  }

  #start(): void {
    while (this.#running.size < Math.min(AT_ONCE, this.#waiting.size)) {
      const worker = this.#work().finally(() => this.#running.delete(worker));
      // Told by `run`, which waits for all of them.
      worker.catch(() => undefined);
      this.#running.add(worker);
    }
  }

  async #work(): Promise<void> {
    while (this.#waiting.size > this.#turns) {
      // Only who may ask chooses: by then the user may have typed the name of one.
      this.#turns += 1;
      await this.#takeTurn(() => Math.max(...[...this.#waiting.values()].map((each) => this.#events.priority(each))));
      this.#turns -= 1;
      const cluster = this.#next();
      if (cluster === undefined) {
        return;
      }
      this.#waiting.delete(cluster.arn);
      await this.#ask(cluster);
      this.#asked += 1;
      this.#events.onProgress(this.#asked, this.#clusters);
    }
  }

  /** Waits until a page may be asked for, of what matters so much. */
  async #takeTurn(priority: () => number): Promise<void> {
    const { isTyped, onRest, typing } = this.#events;
    while (this.#calls + CALLS_PER_PAGE > (isTyped() ? MOST_CALLS : MOST_UNTYPED) && !(isTyped() && priority() > 0)) {
      onRest();
      await typing(this.#signal);
    }
    this.#calls += CALLS_PER_PAGE;
  }

  /** The one that matters most; among equals the one of which nothing is known, then the first. */
  #next(): Cluster | undefined {
    const { priority } = this.#events;
    const rank = (cluster: Cluster): number => 2 * priority(cluster) + (this.#known.has(cluster.arn) ? 0 : 1);
    let best: Cluster | undefined;
    for (const cluster of this.#waiting.values()) {
      best = best === undefined || rank(cluster) > rank(best) ? cluster : best;
    }
    return best;
  }

  async #ask(cluster: Cluster): Promise<void> {
    const isNew = !this.#known.has(cluster.arn);
    const room = this.#room(cluster);
    const found: Task[] = [];
    let problem: Problem | undefined;
    try {
      for await (const tasks of this.#questions.listTasks(cluster.arn, { kind: 'all' }, this.#signal)) {
        this.#signal.throwIfAborted();
        if (found.length + tasks.length > room) {
          throw new Problem(
            'too-many-tasks',
            sentence('Not all of its tasks can be searched: there are more than {0} in all clusters.', MOST_TASKS),
            sentence('Use the ECS Exec view.'),
          );
        }
        found.push(...tasks);
        if (isNew) {
          this.#events.onTasks(cluster, tasks);
        }
        if (tasks.length >= FULL_PAGE) {
          await this.#takeTurn(() => this.#events.priority(cluster));
        }
      }
    } catch (error) {
      this.#signal.throwIfAborted();
      problem = this.#toProblem(error);
    }
    // That AWS did not answer does not mean that what was found before runs no more.
    const tasks = problem === undefined ? found : this.#withEarlier(cluster, found, room);
    const known = { cluster, tasks, problem };
    this.#known.set(cluster.arn, known);
    if (!isNew || problem !== undefined) {
      this.#events.onAnswer(known);
    }
  }

  /** Where an answer is not whole, the tasks of the last one too. */
  #withEarlier({ arn }: Cluster, found: readonly Task[], room: number): readonly Task[] {
    const again = new Set(found.map((task) => task.arn));
    const earlier = this.#known.get(arn)?.tasks.filter((task) => !again.has(task.arn)) ?? [];
    return [...found, ...earlier].slice(0, room);
  }

  /** How many tasks of a cluster can be kept, beside those of the others. */
  #room({ arn }: Cluster): number {
    let others = 0;
    for (const { cluster, tasks } of this.#known.values()) {
      others += cluster.arn === arn ? 0 : tasks.length;
    }
    return MOST_TASKS - others;
  }
}
