import type { Cluster, Rollout, Service } from '../../src/aws/api/clusters.ts';
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
    activeServices: 1,
    instances: 0,
  };
}

/** A service with one task that runs and that was deployed long ago. */
export function service(name: string, change: Partial<Service> = {}): Service {
  const definition = `${name}:12`;
  const { desired = 1, running = desired, pending = 0 } = change;
  return {
    arn: `${ACCOUNT}:service/shop/${name}`,
    name,
    status: 'ACTIVE',
    desired,
    running,
    pending,
    launchType: 'FARGATE',
    capacityProviders: [],
    definition,
    scheduling: 'REPLICA',
    controller: 'ECS',
    isExpress: false,
    rollouts: [rollout({ definition, desired, running, pending })],
    lastEvent: undefined,
    execEnabled: true,
    ...change,
  };
}

/** The deployment of a service, completed. */
export function rollout(change: Partial<Rollout> = {}): Rollout {
  return {
    id: 'ecs-svc/1234567890123456789',
    status: 'PRIMARY',
    definition: 'web:12',
    desired: 1,
    running: 1,
    pending: 0,
    failed: 0,
    state: 'COMPLETED',
    reason: undefined,
    createdAt: new Date(0),
    ...change,
  };
}

/** A running container that is ready for exec. */
export function container(change: Partial<Container> = {}): Container {
  return {
    arn: `${ACCOUNT}:container/shop/${ID}/x`,
    name: 'web',
    image: 'nginx:1.27',
    lastStatus: 'RUNNING',
    health: 'UNKNOWN',
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
    capacityProvider: undefined,
    createdAt: new Date(0),
    startedAt: new Date(0),
    zone: 'eu-central-1a',
    health: 'UNKNOWN',
    startedBy: undefined,
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
    stoppedAt: undefined,
    exits: [],
    ...change,
  };
}
