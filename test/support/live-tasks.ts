import type { Cluster } from '../../src/aws/api/clusters.ts';
import type { Container, ContainerRequest, Task, TaskReport } from '../../src/aws/api/tasks.ts';

// What ECS answers about a shop: clusters, tasks of services, and their containers, each with what differs.

const ACCOUNT = 'arn:aws:ecs:eu-central-1:111122223333';
const ID = '0123456789abcdef0123456789abcdef';

/** A cluster with this many running tasks. */
export function cluster(name: string, runningTasks = 1): Cluster {
  return {
    arn: `${ACCOUNT}:cluster/${name}`,
    name,
    status: 'ACTIVE',
    runningTasks,
    pendingTasks: 0,
  };
}

/** A running container that is ready for exec. */
export function container(change: Partial<Container> = {}): Container {
  return {
    arn: `${ACCOUNT}:container/shop/${ID}/x`,
    name: 'web',
    image: 'nginx:1.27',
    lastStatus: 'RUNNING',
    execAgent: { status: 'RUNNING', reason: undefined },
    ...change,
  };
}

/** A running task of a service, with one container of the service's name that is ready for exec. */
export function task(clusterName: string, service: string, id: string, change: Partial<Task> = {}): Task {
  return {
    arn: `${ACCOUNT}:task/${clusterName}/${id}`,
    id,
    clusterArn: cluster(clusterName).arn,
    group: `service:${service}`,
    definition: `${service}:12`,
    lastStatus: 'RUNNING',
    desiredStatus: 'RUNNING',
    launchType: 'FARGATE',
    platformFamily: 'Linux',
    startedAt: new Date(0),
    execEnabled: true,
    containers: [container({ name: service })],
    ...change,
  };
}

/** The container of {@link webTask}, as AWS is asked about it. */
export const place: ContainerRequest = {
  clusterArn: cluster('shop').arn,
  taskArn: `${ACCOUNT}:task/shop/${ID}`,
  container: 'web',
};

/** A running task of the service `web` in the cluster `shop`. */
export function webTask(change: Partial<Task> = {}): Task {
  return task('shop', 'web', ID, change);
}

/** What becomes of {@link webTask}, with what differs in it and in its container. */
export function report(
  change: Partial<Omit<TaskReport, 'task'>> = {},
  taskChange: Partial<Task> = {},
  containerChange: Partial<Container> = {},
): TaskReport {
  return {
    task: webTask({ containers: [container(containerChange)], ...taskChange }),
    stopCode: undefined,
    stoppedReason: undefined,
    exits: [],
    ...change,
  };
}
