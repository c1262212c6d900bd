import type { Gateway } from '../../aws/api/gateway.ts';
import type { LogEvent } from '../../aws/api/logs.ts';
import type { Container, Task, TaskReport } from '../../aws/api/tasks.ts';
import { sentence, type Text } from '../../text.ts';
import { fateOf } from '../fate.ts';
import { ownContainers } from '../sidecar.ts';
import { shortId } from '../task-name.ts';
import type { GroupPlace } from './group-reader.ts';
import type { LogLine } from './line.ts';
import { logPlaceOf } from './place.ts';

/** Whose logs are to be shown. */
export type LogSubject =
  /** Some containers of a task, which may have stopped. */
  | { readonly kind: 'task'; readonly task: Task; readonly containers: readonly Container[] }
  /** All containers of a service's tasks but the sidecars, also of tasks that start while it is followed. */
  | { readonly kind: 'service'; readonly clusterArn: string; readonly service: string };

/** Whom to ask. */
export type SourceQuestions = Pick<Gateway, 'clusters' | 'taskDefinitions'>;

/** Tasks of a service whose logs are followed at once; of more, the newest. */
const MOST_TASKS = 300;
/** Milliseconds for which lines may still come of a task that has stopped. */
const LAST_LINES = 60_000;

interface Followed {
  task: Task;
  /** Since when it is known to have stopped, in milliseconds since 1970. */
  stoppedAt: number | undefined;
}

interface Group extends GroupPlace {
  /** Which container of which task writes to a stream. */
  readonly origins: Map<string, { readonly taskId: string; readonly container: string }>;
}

/** The streams of a subject, as tasks come and go. */
export class LogSources {
  readonly #subject: LogSubject;
  readonly #now: () => number;
  readonly #tasks = new Map<string, Followed>();
  readonly #groups = new Map<string, Group>();
  /** Sentences about containers whose logs are elsewhere, each said once. */
  readonly #elsewhere = new Map<string, Text>();
  /** ARNs of the service's tasks at the last refresh, also of those that are not followed. */
  #listed: ReadonlySet<string> = new Set();
  #isFirst = true;

  constructor(subject: LogSubject, now: () => number) {
    this.#subject = subject;
    this.#now = now;
  }

  /** Where there is something to read. */
  get groups(): readonly (GroupPlace & { readonly streams: ReadonlySet<string> })[] {
    return [...this.#groups.values()].map(({ region, group, origins }) => ({
      region,
      group,
      streams: new Set(origins.keys()),
    }));
  }

  /** Why the logs of some containers are not among them. */
  get elsewhere(): readonly Text[] {
    return [...this.#elsewhere.values()];
  }

  /** ARN of one of the tasks; undefined where there are none. */
  get anyTask(): string | undefined {
    return this.#tasks.keys().next().value;
  }

  /** Whether no more lines will come: of a task that has stopped a while ago. Of a service they always may. */
  get isOver(): boolean {
    const [followed] = this.#tasks.values();
    const { stoppedAt = Infinity } = followed ?? {};
    return this.#subject.kind === 'task' && this.#now() - stoppedAt > LAST_LINES;
  }

  /** Asks which tasks there are now. Resolves with what has changed, in sentences. Rejects with a `Problem`. */
  async refresh(questions: SourceQuestions, signal: AbortSignal): Promise<readonly Text[]> {
    const notes =
      this.#subject.kind === 'task'
        ? await this.#refreshTask(this.#subject, questions, signal)
        : await this.#refreshService(this.#subject, questions, signal);
    this.#isFirst = false;
    return notes;
  }

  /** A line of an event; undefined where nobody is known to write to its stream. */
  lineOf({ region, group }: GroupPlace, { stream, time, message }: LogEvent): LogLine | undefined {
    const origin = this.#groups.get(keyOf(region, group))?.origins.get(stream);
    return origin && { ...origin, time, message };
  }

  async #refreshTask(
    { task, containers }: LogSubject & { readonly kind: 'task' },
    questions: SourceQuestions,
    signal: AbortSignal,
  ): Promise<readonly Text[]> {
    const [report] = await questions.clusters.taskReports(task.clusterArn, [task.arn], signal);
    const known = report?.task ?? task;
    const names = new Set(containers.map(({ name }) => name));
    const own = known.containers.filter(({ name }) => names.has(name));
    const followed = this.#tasks.get(task.arn) ?? { task: known, stoppedAt: undefined };
    followed.task = known;
    this.#tasks.set(task.arn, followed);
    await this.#addStreams(known, own, questions, signal);
    return this.#ended(followed, report, containers[0]?.name ?? '');
  }

  async #refreshService(
    { clusterArn, service }: LogSubject & { readonly kind: 'service' },
    questions: SourceQuestions,
    signal: AbortSignal,
  ): Promise<readonly Text[]> {
    const listed: Task[] = [];
    for await (const page of questions.clusters.listTasks(clusterArn, { kind: 'service', service }, signal)) {
      listed.push(...page);
    }
    const notes: Text[] = [];
    const tasks = listed.toSorted(newestFirst).slice(0, MOST_TASKS);
    if (this.#isFirst && listed.length > MOST_TASKS) {
      notes.push(sentence('The service has {0} tasks. Only the newest {1} are followed.', listed.length, MOST_TASKS));
    }
    for (const task of tasks) {
      if (!this.#listed.has(task.arn) && !this.#isFirst) {
        notes.push(sentence('Task {0} is starting.', shortId(task)));
      }
      const followed = this.#tasks.get(task.arn) ?? { task, stoppedAt: undefined };
      followed.task = task;
      this.#tasks.set(task.arn, followed);
      await this.#addStreams(task, ownContainers(task.containers), questions, signal);
    }
    const here = new Set(listed.map(({ arn }) => arn));
    this.#listed = here;
    this.#forgetOlder(here, new Set(tasks.map(({ arn }) => arn)));
    const gone = [...this.#tasks.values()].filter(
      ({ task, stoppedAt }) => !here.has(task.arn) && stoppedAt === undefined,
    );
    notes.push(...(await this.#gone(clusterArn, gone, questions, signal)));
    this.#forgetGone();
    return notes;
  }

  /** What has become of tasks that are not listed any more. */
  async #gone(
    clusterArn: string,
    gone: readonly Followed[],
    { clusters }: SourceQuestions,
    signal: AbortSignal,
  ): Promise<readonly Text[]> {
    if (gone.length === 0) {
      return [];
    }
    const arns = gone.map(({ task }) => task.arn);
    const reports = new Map(
      (await clusters.taskReports(clusterArn, arns, signal)).map((report) => [report.task.arn, report]),
    );
    return gone.flatMap((followed) => {
      const report = reports.get(followed.task.arn);
      const [main] = ownContainers(followed.task.containers);
      return this.#ended(followed, report, main?.name ?? '');
    });
  }

  #ended(followed: Followed, report: TaskReport | undefined, container: string): readonly Text[] {
    const { task, stoppedAt } = followed;
    const isOver = report === undefined || report.task.lastStatus === 'STOPPED';
    if (stoppedAt !== undefined || !isOver) {
      return [];
    }
    followed.stoppedAt = report?.stoppedAt?.getTime() ?? this.#now();
    const fate = fateOf(report, { clusterArn: task.clusterArn, taskArn: task.arn, container });
    return fate === undefined ? [] : [fate.sentence];
  }

  async #addStreams(
    task: Task,
    containers: readonly Container[],
    { taskDefinitions }: SourceQuestions,
    signal: AbortSignal,
  ): Promise<void> {
    const definition = await taskDefinitions.describe(task.definition, signal);
    for (const container of containers) {
      const place = logPlaceOf(definition, task, container);
      if (place.kind === 'elsewhere') {
        this.#elsewhere.set(container.name, place.why);
      } else if (place.kind === 'stream') {
        const { region, group, stream } = place;
        const key = keyOf(region, group);
        const known = this.#groups.get(key) ?? { region, group, origins: new Map() };
        known.origins.set(stream, { taskId: task.id, container: container.name });
        this.#groups.set(key, known);
      }
    }
  }

  /** Tasks of which nothing more will come. */
  #forgetGone(): void {
    for (const [arn, { task, stoppedAt = Infinity }] of this.#tasks) {
      if (this.#now() - stoppedAt > LAST_LINES) {
        this.#forget(arn, task);
      }
    }
  }

  /** Tasks that still run, but are not among the newest any more. */
  #forgetOlder(listed: ReadonlySet<string>, newest: ReadonlySet<string>): void {
    for (const [arn, { task }] of this.#tasks) {
      if (listed.has(arn) && !newest.has(arn)) {
        this.#forget(arn, task);
      }
    }
  }

  #forget(arn: string, task: Task): void {
    this.#tasks.delete(arn);
    for (const { origins } of this.#groups.values()) {
      origins.forEach(({ taskId }, stream) => {
        if (taskId === task.id) {
          origins.delete(stream);
        }
      });
    }
  }
}

function keyOf(region: string, group: string): string {
  return `${region}/${group}`;
}

function newestFirst(a: Task, b: Task): number {
  const start = ({ startedAt }: Task): number => startedAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
  return start(b) - start(a) || (a.id < b.id ? -1 : 1);
}
