import { lastPart, regionOfCluster } from '../../arn.ts';
import type { Gateway } from '../../aws/api/gateway.ts';
import type { Task } from '../../aws/api/tasks.ts';
import { isSidecar } from '../../live/sidecar.ts';
import { isProblem, Problem } from '../../problem.ts';
import type { Place } from '../../readiness/model/facts.ts';
import { sentence } from '../../text.ts';
import type { CheckOptions } from './options.ts';

/** Tasks of a service that are looked at to find the newest. */
const MOST_TASKS = 100;

/** The container that is meant. Rejects with a `Problem` where there is none, or there are several. */
export async function choosePlace(options: CheckOptions, gateway: Gateway): Promise<Place> {
  const { cluster = '', service, task: named = '' } = options;
  const clusterArn = await arnOf(cluster, gateway);
  const task =
    service === undefined ? await theTask(clusterArn, named, gateway) : await newest(clusterArn, service, gateway);
  const container = options.container ?? onlyContainer(task);
  if (!task.containers.some(({ name }) => name === container)) {
    throw new Problem(
      'container-not-found',
      sentence('Task {0} does not have the container "{1}".', task.id, container),
      sentence('Use one of: {0}.', task.containers.map(({ name }) => name).join(', ')),
    );
  }
  return { clusterArn, taskArn: task.arn, container, region: gateway.connection.region };
}

async function arnOf(cluster: string, { details, connection }: Gateway): Promise<string> {
  if (regionOfCluster(cluster) !== undefined) {
    return cluster;
  }
  const found = await unlessNotFound(details.cluster(cluster));
  if (found === undefined) {
    throw new Problem(
      'cluster-not-found',
      sentence('There is no cluster "{0}" in {1}.', cluster, connection.region),
      sentence('Check its name, the region and the profile.'),
    );
  }
  return found.clusterArn ?? cluster;
}

async function unlessNotFound<Found>(answer: Promise<Found>): Promise<Found | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isProblem(error) && (error.code === 'cluster-not-found' || error.code === 'service-not-found')) {
      return undefined;
    }
    throw error;
  }
}

async function theTask(cluster: string, named: string, { clusters }: Gateway): Promise<Task> {
  const { items } = await clusters.describeTasks(cluster, [named]);
  const [task] = items;
  if (task === undefined) {
    throw new Problem(
      'task-not-known',
      sentence('ECS does not know the task {0} in cluster "{1}".', named, lastPart(cluster)),
      sentence('Check its id. ECS forgets tasks about an hour after they have stopped.'),
    );
  }
  return task;
}

/** The task of a service that has started last; one that is still starting only where there is no other. */
async function newest(clusterArn: string, service: string, gateway: Gateway): Promise<Task> {
  const name = lastPart(service);
  const tasks = await unlessNotFound(tasksOf(clusterArn, name, gateway));
  if (tasks === undefined) {
    throw new Problem(
      'service-not-found',
      sentence('There is no service "{0}" in cluster "{1}".', name, lastPart(clusterArn)),
      sentence('Check its name.'),
    );
  }
  const [task] = tasks.toSorted((a, b) => Number(isRunning(b)) - Number(isRunning(a)) || time(b) - time(a));
  if (task === undefined) {
    throw new Problem(
      'no-running-task',
      sentence('Service "{0}" does not have a running task.', name),
      sentence('Wait until it has one, or look at its events in the AWS console.'),
    );
  }
  return task;
}

async function tasksOf(clusterArn: string, service: string, { clusters }: Gateway): Promise<readonly Task[]> {
  const arns: string[] = [];
  for await (const page of clusters.taskArns(clusterArn, service)) {
    arns.push(...page.arns);
    if (arns.length >= MOST_TASKS) {
      break;
    }
  }
  return arns.length === 0 ? [] : (await clusters.describeTasks(clusterArn, arns.slice(0, MOST_TASKS))).items;
}

function isRunning({ lastStatus }: Task): boolean {
  return lastStatus === 'RUNNING';
}

function time({ startedAt, createdAt }: Task): number {
  return (startedAt ?? createdAt)?.getTime() ?? 0;
}

/** The one that the task is there for. */
function onlyContainer({ id, containers }: Task): string {
  const own = containers.filter((container) => !isSidecar(container));
  const [only, ...others] = own.length === 0 ? containers : own;
  if (only === undefined || others.length > 0) {
    throw new Problem(
      'which-container',
      sentence('Task {0} has several containers.', id),
      sentence('Name one with --container: {0}.', containers.map(({ name }) => name).join(', ')),
    );
  }
  return only.name;
}
