import { setTimeout as sleep } from 'node:timers/promises';
import type { TaskReport } from '../aws/api/tasks.ts';
import { isProblem, type Problem } from '../problem.ts';
import type { ProblemCode } from '../problem-code.ts';
import type { Text } from '../text.ts';
import type { ContainerPlace, LiveContainer } from './container.ts';
import { ContainerProblem } from './container-problem.ts';
import { fateOf } from './fate.ts';
import { findContainer, type Hindrance } from './find-container.ts';
import { serviceOf } from './task-name.ts';

/** Milliseconds for what is only asked to say more than is known already. */
const ASK_WITHIN = 5_000;
/**
 * When to ask again, in milliseconds, where a session ended of itself: ECS hears of a container's end a little later.
 */
const ASK_AGAIN = [1_500, 2_500] as const;
/**
 * What AWS answers, or the session ends with, where the task may be gone. Beside these all codes that begin with
 * `session/`.
 */
const MAY_BE_GONE: ReadonlySet<ProblemCode> = new Set([
  'access-denied',
  'client',
  'cluster-not-found',
  'container-missing',
  'container-not-running',
  'exec-not-enabled',
  'invalid-parameter',
  'target-not-connected',
  'command/left',
  'command/stopped',
  'command/refused',
]);
/** What AWS answers where the exec agent is not there, whatever the reason: what ECS knows of the agent says more. */
const AGENT_IS_AWAY: ReadonlySet<ProblemCode> = new Set(['exec-not-enabled', 'target-not-connected']);
/** What AWS answers, or the session ends with, where something around the container is wrong that they do not name. */
const NEEDS_REASON: ReadonlySet<ProblemCode> = new Set([...AGENT_IS_AWAY, 'session/agent-absent']);
/** Milliseconds for a report on what is wrong. */
const JUDGE_WITHIN = 10_000;
/** What it is once it is known. */
const IS_GONE: ReadonlySet<ProblemCode> = new Set(['task-stopped', 'task-not-known', 'container-ended']);

export interface AftermathOptions {
  /** Puts a question that no user has put. */
  readonly ask: <T>(question: () => Promise<T>) => Promise<T>;
  /** A task, by its ARN, is found to have ended: what is shown of it is no longer true. */
  readonly onGone: (taskArn: string) => void;
  /** What stands in the way of a container that could take the place of one that is gone. */
  readonly hindrance: Hindrance;
  /**
   * What is wrong with a container that goes on, as its readiness report says it; undefined where that finds nothing.
   * May reject.
   */
  readonly verdict?: (place: ContainerPlace, signal: AbortSignal) => Promise<Text | undefined>;
  /** Milliseconds. Rejects when the signal is aborted. */
  readonly wait?: (delay: number, signal: AbortSignal) => Promise<unknown>;
}

/** What is left to say, and to do, when something in a container has failed or ended. */
export class Aftermath {
  readonly #options: AftermathOptions;
  readonly #wait: NonNullable<AftermathOptions['wait']>;

  constructor(options: AftermathOptions) {
    this.#options = options;
    this.#wait = options.wait ?? ((delay, signal) => sleep(delay, undefined, { signal, ref: false }));
  }

  /**
   * Why a container has ended, or is about to; undefined where it goes on, or nobody can say. `isSudden` where nobody
   * ended what went on there: then it is asked for some seconds, for ECS may know a little later. Never rejects.
   */
  async whyEnded(
    place: ContainerPlace,
    { isSudden, signal }: { readonly isSudden: boolean; readonly signal: AbortSignal },
  ): Promise<Problem | undefined> {
    for (const delay of [0, ...(isSudden ? ASK_AGAIN : [])]) {
      if (
        delay > 0 &&
        !(await this.#wait(delay, signal).then(
          () => true,
          () => false,
        ))
      ) {
        return undefined;
      }
      const problem = await this.#ask(place, signal);
      if (problem !== undefined || signal.aborted) {
        return problem;
      }
    }
    return undefined;
  }

  /**
   * The error with the container that it is about, or, where that is gone, or it is known what is wrong with it, that.
   * Never rejects.
   */
  async explain(error: unknown, place: ContainerPlace, signal: AbortSignal): Promise<unknown> {
    if (!isProblem(error) || signal.aborted) {
      return error;
    }
    if (!mayBeGone(error)) {
      return new ContainerProblem(error, place);
    }
    const report = await this.#report(place, signal);
    const gone = this.#fate(report, place);
    if (gone !== undefined) {
      return gone;
    }
    const words = NEEDS_REASON.has(error.code) ? await this.#verdict(place, signal) : undefined;
    const hindrance = AGENT_IS_AWAY.has(error.code) ? this.#hindrance(report, place) : undefined;
    return words === undefined
      ? new ContainerProblem(hindrance ?? error, place)
      : new ContainerProblem(error, place, words);
  }

  /**
   * The newest container of the same name that is ready in a task of the same service, which may be the same one,
   * started again; undefined where there is none. Never rejects.
   */
  async successor(
    { connection, task, container }: LiveContainer,
    signal: AbortSignal,
  ): Promise<LiveContainer | undefined> {
    const service = serviceOf(task);
    if (service === undefined) {
      return undefined;
    }
    try {
      const within = AbortSignal.any([signal, AbortSignal.timeout(ASK_WITHIN)]);
      return await this.#options.ask(() =>
        findContainer(
          connection,
          { cluster: task.clusterArn, service, container: container.name },
          this.#options.hindrance,
          within,
        ),
      );
    } catch {
      return undefined;
    }
  }

  async #ask(place: ContainerPlace, signal: AbortSignal): Promise<Problem | undefined> {
    return this.#fate(await this.#report(place, signal), place);
  }

  /** What ECS says of the task: undefined where it knows none, and null where it cannot be asked. */
  async #report(place: ContainerPlace, signal: AbortSignal): Promise<TaskReport | undefined | null> {
    try {
      const within = AbortSignal.any([signal, AbortSignal.timeout(ASK_WITHIN)]);
      const gateway = await place.connection.gateway();
      const [report] = await this.#options.ask(() =>
        gateway.clusters.taskReports(place.clusterArn, [place.taskArn], within),
      );
      return report;
    } catch {
      // What cannot be asked stays unknown, and what is known already is said.
      return null;
    }
  }

  /** What its report says first. Never rejects: what cannot be judged keeps the words that it has. */
  async #verdict(place: ContainerPlace, signal: AbortSignal): Promise<Text | undefined> {
    try {
      const within = AbortSignal.any([signal, AbortSignal.timeout(JUDGE_WITHIN)]);
      return await this.#options.ask(async () => this.#options.verdict?.(place, within));
    } catch {
      return undefined;
    }
  }

  #fate(report: TaskReport | undefined | null, place: ContainerPlace): Problem | undefined {
    const problem = report === null ? undefined : fateOf(report, place);
    if (problem !== undefined) {
      this.#options.onGone(place.taskArn);
    }
    return problem;
  }

  /** What stands in the way of a container that goes on, by what ECS says of its agent. */
  #hindrance(report: TaskReport | undefined | null, { connection, ...place }: ContainerPlace): Problem | undefined {
    const container = report?.task.containers.find(({ name }) => name === place.container);
    return report === undefined || report === null || container === undefined
      ? undefined
      : this.#options.hindrance({ connection, task: report.task, container });
  }
}

/**
 * Whether a problem could come from the end of the container, rather than from the network, the credentials or the
 * user's rights.
 */
export function mayBeGone({ code }: Problem): boolean {
  return MAY_BE_GONE.has(code) || code.startsWith('session/');
}

/** Whether a problem says that the container is gone, rather than that something did not work there. */
export function isGone({ code }: Problem): boolean {
  return IS_GONE.has(code);
}
