import type * as sdk from '@aws-sdk/client-ecs';
import type { Cluster, Service } from '../api/clusters.ts';
import type { Container, Task, TaskReport } from '../api/tasks.ts';

/** The last part of an ARN: the name of a cluster or a service, the id of a task. */
export function lastPart(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
}

/** `family:revision` of a task definition's ARN. */
function familyAndRevision(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

export function toCluster(cluster: sdk.Cluster): Cluster {
  const arn = cluster.clusterArn ?? '';
  return {
    arn,
    name: cluster.clusterName ?? lastPart(arn),
    status: cluster.status ?? 'UNKNOWN',
    runningTasks: cluster.runningTasksCount ?? 0,
    pendingTasks: cluster.pendingTasksCount ?? 0,
  };
}

export function toService(service: sdk.Service): Service {
  const arn = service.serviceArn ?? '';
  return {
    arn,
    name: service.serviceName ?? lastPart(arn),
    status: service.status ?? 'UNKNOWN',
    desired: service.desiredCount ?? 0,
    running: service.runningCount ?? 0,
    launchType: service.launchType,
    execEnabled: service.enableExecuteCommand ?? false,
  };
}

export function toTask(task: sdk.Task): Task {
  const arn = task.taskArn ?? '';
  return {
    arn,
    id: lastPart(arn),
    clusterArn: task.clusterArn ?? '',
    group: task.group,
    definition: familyAndRevision(task.taskDefinitionArn ?? ''),
    lastStatus: task.lastStatus ?? 'UNKNOWN',
    desiredStatus: task.desiredStatus ?? 'UNKNOWN',
    launchType: task.launchType,
    platformFamily: task.platformFamily,
    containerInstanceArn: task.containerInstanceArn,
    startedAt: task.startedAt,
    execEnabled: task.enableExecuteCommand ?? false,
    containers: (task.containers ?? []).map(toContainer),
  };
}

export function toTaskReport(task: sdk.Task): TaskReport {
  const exits = (task.containers ?? []).filter(
    ({ exitCode, reason }) => exitCode !== undefined || reason !== undefined,
  );
  return {
    task: toTask(task),
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    exits: exits.map(({ name = '', exitCode, reason }) => ({ container: name, exitCode, reason })),
  };
}

function toContainer(container: sdk.Container): Container {
  const agent = container.managedAgents?.find(({ name }) => name === 'ExecuteCommandAgent');
  return {
    arn: container.containerArn ?? '',
    name: container.name ?? '',
    image: container.image,
    lastStatus: container.lastStatus ?? 'UNKNOWN',
    execAgent: agent && { status: agent.lastStatus ?? 'UNKNOWN', reason: agent.reason },
  };
}
