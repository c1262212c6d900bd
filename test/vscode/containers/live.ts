import type { Cluster } from '../../../src/aws/api/clusters.ts';
import type { Container, Task } from '../../../src/aws/api/tasks.ts';

/** A cluster with this many running tasks. */
export function cluster(name: string, runningTasks = 1): Cluster {
  return {
    arn: `arn:aws:ecs:eu-central-1:123456789012:cluster/${name}`,
    name,
    status: 'ACTIVE',
    runningTasks,
    pendingTasks: 0,
    activeServices: 1,
  };
}

/** A running task of a service, with one container of the service's name that is ready for exec. */
export function task(clusterName: string, service: string, id: string, state: Partial<Task> = {}): Task {
  const container: Container = {
    arn: `arn:aws:ecs:eu-central-1:123456789012:container/${clusterName}/${id}/1`,
    name: service,
    image: service,
    lastStatus: 'RUNNING',
    health: undefined,
    runtimeId: `${id}-1`,
    execAgent: { status: 'RUNNING', reason: undefined },
  };
  return {
    arn: `arn:aws:ecs:eu-central-1:123456789012:task/${clusterName}/${id}`,
    id,
    clusterArn: cluster(clusterName).arn,
    group: `service:${service}`,
    definition: `${service}:1`,
    lastStatus: 'RUNNING',
    desiredStatus: 'RUNNING',
    launchType: 'FARGATE',
    platformFamily: 'Linux',
    startedAt: new Date(0),
    execEnabled: true,
    containers: [container],
    ...state,
  };
}
