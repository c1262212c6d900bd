import type { TaskFilter } from '../aws/api/clusters.ts';
import type { Gateway } from '../aws/api/gateway.ts';
import type { Container, Task } from '../aws/api/tasks.ts';
import { isProblem, Problem } from '../problem.ts';
import { sentence } from '../text.ts';
import type { OpenConnection } from './connection.ts';
import type { LiveContainer } from './container.ts';
import { ownContainers } from './sidecar.ts';
import { isNamed, meantBy, partsOfArn, serviceOf, shortId } from './task-name.ts';

/** A container by the names that people know it by, rather than by the id of a task that will soon be another. */
export interface ContainerQuery {
  /** Name or ARN of the cluster. */
  readonly cluster: string;
  /** Name or ARN of a service. */
  readonly service?: string | undefined;
  /** In place of a service, or to choose among its tasks: see {@link isNamed}. */
  readonly task?: string | undefined;
  /** May be left out where the task has only one that is not AWS's own. */
  readonly container?: string | undefined;
}

type ContainerQuestions = Pick<Gateway, 'clusters' | 'connection'>;

/** What stands in the way of using a container; undefined where nothing does. */
export type Hindrance = (found: LiveContainer) => Problem | undefined;

/** Names in an error are to help, not to fill the screen. */
const MOST_NAMES = 20;

/**
 * The container that a query means, in the newest task where nothing hinders. Rejects with a `Problem` where there is
 * none, which says what there is instead, or what hinders in the newest.
 */
export async function findContainer(
  connection: OpenConnection,
  query: ContainerQuery,
  hindrance: Hindrance,
  signal: AbortSignal,
): Promise<LiveContainer> {
  const { container } = query;
  const gateway = await connection.gateway();
  const tasks = await tasksOf(gateway, query, signal);
  if (tasks.length === 0) {
    throw await noTask(gateway, query, signal);
  }
  const candidates = tasks
    .flatMap((each) => containersNamed(each, container).map((found) => ({ connection, task: each, container: found })))
    .sort(newestFirst);
  const [newest] = candidates;
  if (newest === undefined || candidates.some((each) => each.container.name !== newest.container.name)) {
    throw whichContainer(container, tasks);
  }
  const best = bestOf(candidates, hindrance);
  const problem = best && hindrance(best);
  if (best === undefined || problem !== undefined) {
    throw problem ?? whichContainer(container, tasks);
  }
  return best;
}

/**
 * The containers of a service that its tasks are there for, each once, by its name: that of the newest task in which
 * nothing hinders or, where something hinders in all of them, that of the newest. The newest task's containers come
 * first. Rejects with a `Problem` where no task runs.
 */
export async function containersOfService(
  connection: OpenConnection,
  query: Required<Pick<ContainerQuery, 'cluster' | 'service'>>,
  hindrance: Hindrance,
  signal: AbortSignal,
): Promise<readonly LiveContainer[]> {
  const gateway = await connection.gateway();
  const tasks = await tasksOf(gateway, query, signal);
  const candidates = tasks
    .flatMap((task) => containersNamed(task, undefined).map((container) => ({ connection, task, container })))
    .sort(newestFirst);
  if (candidates.length === 0) {
    throw await noTask(gateway, query, signal);
  }
  const named = new Set(candidates.map(({ container }) => container.name));
  return [...named].flatMap(
    (name) =>
      bestOf(
        candidates.filter(({ container }) => container.name === name),
        hindrance,
      ) ?? [],
  );
}

/** The first in which nothing hinders or, where there is none, the first. */
function bestOf(candidates: readonly LiveContainer[], hindrance: Hindrance): LiveContainer | undefined {
  return candidates.find((each) => hindrance(each) === undefined) ?? candidates[0];
}

/** The running tasks that are meant. Rejects with a `Problem` that says which clusters or services there are. */
async function tasksOf(
  gateway: ContainerQuestions,
  query: ContainerQuery,
  signal: AbortSignal,
): Promise<readonly Task[]> {
  const { cluster, service } = query;
  try {
    return await askFor(gateway, query, signal);
  } catch (error) {
    if (isProblem(error) && error.code === 'cluster-not-found') {
      const clusters = await all(gateway.clusters.listClusters(signal));
      throw new Problem(
        error.code,
        sentence('There is no cluster "{0}" in {1}.', cluster, gateway.connection.region),
        sentence('The clusters are: {0}.', names(clusters.map(({ name }) => name))),
        error,
      );
    }
    if (isProblem(error) && error.code === 'service-not-found') {
      throw await noService(gateway, cluster, service ?? '', signal, error);
    }
    throw error;
  }
}

/**
 * With as few calls as the names allow: a cluster may have thousands of tasks, and AWS finds one only by its whole id,
 * by its service or by its family.
 */
async function askFor(
  { clusters }: ContainerQuestions,
  { cluster, service, task }: ContainerQuery,
  signal: AbortSignal,
): Promise<readonly Task[]> {
  if (task === undefined) {
    return all(clusters.listTasks(cluster, filterOf(service), signal));
  }
  const { id, family, mayBeginId } = meantBy(task);
  if (id !== undefined) {
    // By its id also where the ARN is known: ECS refuses one of another cluster, where this finds none.
    const { items } = await clusters.describeTasks(cluster, [id], signal);
    const found = items.filter(
      (each) => each.desiredStatus !== 'STOPPED' && isNamed(each, task) && isOf(each, service),
    );
    if (found.length > 0) {
      return found;
    }
  }
  const list = async (filter: TaskFilter): Promise<readonly Task[]> =>
    (await all(clusters.listTasks(cluster, filter, signal))).filter((each) => isNamed(each, task));
  if (service !== undefined) {
    return list(filterOf(service));
  }
  const ofFamily = family === undefined ? [] : await list({ kind: 'family', family });
  return ofFamily.length === 0 && mayBeginId ? list(filterOf(undefined)) : ofFamily;
}

function filterOf(service: string | undefined): TaskFilter {
  return service === undefined ? { kind: 'all' } : { kind: 'service', service };
}

/** Whether a task belongs to a service, by the service's name or ARN; where none is meant, any does. */
function isOf(task: Task, service: string | undefined): boolean {
  return service === undefined || serviceOf(task) === (service.startsWith('arn:') ? partsOfArn(service).name : service);
}

async function noTask(
  gateway: ContainerQuestions,
  { cluster, service, task }: ContainerQuery,
  signal: AbortSignal,
): Promise<Problem> {
  if (task !== undefined) {
    const known = (await first(gateway.clusters.listTasks(cluster, filterOf(service), signal))).map(
      (each) => `${each.definition} (${shortId(each)})`,
    );
    return new Problem(
      'task-not-found',
      sentence('No task "{0}" is running in cluster "{1}".', task, cluster),
      sentence('The tasks are: {0}.', names(known)),
    );
  }
  if (
    service !== undefined &&
    !(await all(gateway.clusters.listServices(cluster, signal))).some(
      ({ arn, name }) => name === service || arn === service,
    )
  ) {
    return noService(gateway, cluster, service, signal);
  }
  return new Problem(
    'no-running-task',
    service === undefined
      ? sentence('No task is running in cluster "{0}".', cluster)
      : sentence('No task of service "{0}" is running in cluster "{1}".', service, cluster),
    sentence('Start one, then try again.'),
  );
}

async function noService(
  gateway: ContainerQuestions,
  cluster: string,
  service: string,
  signal: AbortSignal,
  cause?: unknown,
): Promise<Problem> {
  const services = await all(gateway.clusters.listServices(cluster, signal));
  return new Problem(
    'service-not-found',
    sentence('There is no service "{0}" in cluster "{1}".', service, cluster),
    sentence('The services are: {0}.', names(services.map(({ name }) => name))),
    cause,
  );
}

function whichContainer(container: string | undefined, tasks: readonly Task[]): Problem {
  const known = sentence(
    'Name one of its containers: {0}.',
    names(tasks.flatMap((each) => containersNamed(each, undefined)).map(({ name }) => name)),
  );
  return container === undefined
    ? new Problem('which-container', sentence('The task has more than one container.'), known)
    : new Problem('container-not-found', sentence('The task does not have a container "{0}".', container), known);
}

function containersNamed({ containers }: Task, name: string | undefined): readonly Container[] {
  return name === undefined ? ownContainers(containers) : containers.filter((each) => each.name === name);
}

function newestFirst(a: LiveContainer, b: LiveContainer): number {
  return (b.task.startedAt?.getTime() ?? 0) - (a.task.startedAt?.getTime() ?? 0);
}

async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const page of pages) {
    items.push(...page);
  }
  return items;
}

/** A page is enough to choose names from. */
async function first<T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  for await (const page of pages) {
    return page;
  }
  return [];
}

function names(found: readonly string[]): string {
  const sorted = [...new Set(found)].sort();
  return sorted.length === 0
    ? '–'
    : `${sorted.slice(0, MOST_NAMES).join(', ')}${sorted.length > MOST_NAMES ? ', …' : ''}`;
}
