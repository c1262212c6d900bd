import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName, ServiceState } from '../../aws/api/changes.ts';
import type { Task } from '../../aws/api/tasks.ts';
import { Problem } from '../../problem.ts';
import { sentence, type Text } from '../../text.ts';
import type { OpenConnection } from '../connection.ts';
import type { LiveContainer } from '../container.ts';
import { fateOf } from '../fate.ts';
import type { Hindrance } from '../find-container.ts';
import { ownContainers } from '../sidecar.ts';
import { shortId } from '../task-name.ts';

/** Milliseconds between two looks at what somebody waits for. */
const LOOK_EVERY = 5_000;
/** Milliseconds for which a deployment is watched until a new task is ready: the image may be large. */
const DEPLOYED_WITHIN = 15 * 60_000;
/** The same for one task. */
const STARTED_WITHIN = 10 * 60_000;

export interface WatchParts {
  /** Milliseconds from any beginning; this computer's clock unless given. */
  readonly now?: () => number;
  /** Waits so many milliseconds. Rejects when the signal is aborted. */
  readonly wait?: (delay: number, signal: AbortSignal) => Promise<unknown>;
  /** What stands in the way of exec. */
  readonly hindrance: Hindrance;
  readonly tell: (progress: Text) => void;
  readonly signal: AbortSignal;
}

/** A deployment under way. */
export interface Deploying {
  /** Its ID; undefined where ECS did not say: then it is whichever is the newest. */
  readonly deployment: string | undefined;
  /** The ARNs of the tasks that were there before. */
  readonly known: ReadonlySet<string>;
}

/**
 * Waits until a container of a service can be exec'd into, in a task that was started after those that are known.
 * Rejects with a `Problem` where the deployment fails, is rolled back or replaced, or takes too long; or when the
 * signal is aborted.
 */
export async function untilDeployed(
  connection: OpenConnection,
  service: ServiceName,
  { deployment, known }: Deploying,
  { now = systemNow, wait = systemWait, hindrance, tell, signal }: WatchParts,
): Promise<LiveContainer> {
  const start = now();
  const failureIn = follow(deployment);
  for (;;) {
    const { changes, clusters } = await connection.gateway();
    const state = await changes.service(service, signal);
    // First: once it is rolled back, new tasks are not its own.
    const failure = failureIn(state);
    if (failure !== undefined) {
      throw failure;
    }
    const started: Task[] = [];
    for await (const page of clusters.listTasks(service.clusterArn, { kind: 'service', service: state.name }, signal)) {
      started.push(...page.filter(({ arn, execEnabled }) => execEnabled && !known.has(arn)));
    }
    const ready = started.flatMap((task) => readyIn(connection, task, hindrance) ?? []);
    const [first] = ready;
    if (first !== undefined) {
      return first;
    }
    if (now() - start > DEPLOYED_WITHIN) {
      throw tooLong(sentence('No new task of service "{0}" is ready for exec yet.', state.name));
    }
    tell(
      started.length === 0
        ? sentence('Waiting for ECS to start new tasks…')
        : sentence('{0} of {1} new tasks started, waiting for their exec agents…', started.length, state.desired),
    );
    await wait(LOOK_EVERY, signal);
  }
}

/** As {@link untilDeployed}, for one container of one task. Rejects where the task stops, with why it did. */
export async function untilStarted(
  connection: OpenConnection,
  { arn, clusterArn }: Pick<Task, 'arn' | 'clusterArn'>,
  container: string,
  { now = systemNow, wait = systemWait, hindrance, tell, signal }: WatchParts,
): Promise<LiveContainer> {
  const start = now();
  for (;;) {
    const { clusters } = await connection.gateway();
    const [report] = await clusters.taskReports(clusterArn, [arn], signal);
    // A task that has only just been started may not be known everywhere yet.
    const fate = report && fateOf(report, { clusterArn, taskArn: arn, container });
    if (fate !== undefined) {
      throw fate;
    }
    const found = report?.task.containers.find(({ name }) => name === container);
    const target = report && found && { connection, task: report.task, container: found };
    if (target !== undefined && hindrance(target) === undefined) {
      return target;
    }
    if (now() - start > STARTED_WITHIN) {
      throw tooLong(sentence('The task is not ready for exec yet.'));
    }
    tell(
      report === undefined || report.task.lastStatus !== 'RUNNING'
        ? sentence('The task is {0}…', report?.task.lastStatus ?? 'PENDING')
        : sentence('Task {0} is running, waiting for its exec agent…', shortId(report.task)),
    );
    await wait(LOOK_EVERY, signal);
  }
}

/**
 * What has become of a deployment, at each look. ECS may not show it at first. Once it is rolled back, another is the
 * primary one, and it is soon no longer shown.
 */
function follow(id: string | undefined): (state: ServiceState) => Problem | undefined {
  let wasSeen = false;
  return ({ name, deployments }) => {
    const found = deployments.find((each) => (id === undefined ? each.isPrimary : each.id === id));
    wasSeen ||= found !== undefined;
    const nextStep = sentence('See the events of the service in the AWS console.');
    if (found?.failure !== undefined) {
      return new Problem(
        'not-started',
        sentence('The deployment of service "{0}" has failed: {1}', name, found.failure),
        nextStep,
      );
    }
    return id !== undefined && wasSeen && found?.isPrimary !== true
      ? new Problem(
          'not-started',
          sentence('The deployment of service "{0}" was rolled back, or replaced by another one.', name),
          nextStep,
        )
      : undefined;
  };
}

function systemNow(): number {
  return performance.now();
}

function systemWait(delay: number, signal: AbortSignal): Promise<unknown> {
  return sleep(delay, undefined, { signal, ref: false });
}

function readyIn(connection: OpenConnection, task: Task, hindrance: Hindrance): LiveContainer | undefined {
  return ownContainers(task.containers)
    .map((container) => ({ connection, task, container }))
    .find((target) => hindrance(target) === undefined);
}

function tooLong(what: Text): Problem {
  return new Problem('not-ready', what, sentence('It is no longer watched. Refresh the view to see how it goes on.'));
}
