import type * as sdk from '@aws-sdk/client-ecs';
import { familyAndRevision, lastPart } from '../../arn.ts';
import type { Cluster, Rollout, Service } from '../api/clusters.ts';
import type { Container, Task, TaskReport } from '../api/tasks.ts';

export function toCluster(cluster: sdk.Cluster): Cluster {
  const arn = cluster.clusterArn ?? '';
  return {
    arn,
    name: cluster.clusterName ?? lastPart(arn),
    status: cluster.status ?? 'UNKNOWN',
    runningTasks: cluster.runningTasksCount ?? 0,
    pendingTasks: cluster.pendingTasksCount ?? 0,
    activeServices: cluster.activeServicesCount ?? 0,
    instances: cluster.registeredContainerInstancesCount ?? 0,
  };
}

/** A cluster of which no more is known than its name or ARN. */
export function bareCluster(nameOrArn: string, status: string): Cluster {
  return toCluster({ clusterArn: nameOrArn, status });
}

export function toService(service: sdk.Service): Service {
  const arn = service.serviceArn ?? '';
  const last = service.events?.[0];
  return {
    arn,
    name: service.serviceName ?? lastPart(arn),
    status: service.status ?? 'UNKNOWN',
    desired: service.desiredCount ?? 0,
    running: service.runningCount ?? 0,
    pending: service.pendingCount ?? 0,
    launchType: service.launchType,
    capacityProviders: (service.capacityProviderStrategy ?? []).flatMap(
      ({ capacityProvider }) => capacityProvider ?? [],
    ),
    definition: service.taskDefinition === undefined ? undefined : familyAndRevision(service.taskDefinition),
    scheduling: service.schedulingStrategy ?? 'REPLICA',
    controller: service.deploymentController?.type ?? 'ECS',
    isExpress: service.resourceManagementType === 'ECS',
    rollouts: [...(service.deployments ?? []).map(toRollout), ...(service.taskSets ?? []).map(rolloutOfTaskSet)],
    lastEvent: last && { id: last.id ?? '', at: last.createdAt, message: last.message ?? '' },
    execEnabled: service.enableExecuteCommand ?? false,
  };
}

function toRollout(deployment: sdk.Deployment): Rollout {
  return {
    id: deployment.id ?? '',
    status: deployment.status ?? 'UNKNOWN',
    definition: familyAndRevision(deployment.taskDefinition ?? ''),
    desired: deployment.desiredCount ?? 0,
    running: deployment.runningCount ?? 0,
    pending: deployment.pendingCount ?? 0,
    failed: deployment.failedTasks ?? 0,
    state: deployment.rolloutState,
    reason: deployment.rolloutStateReason,
    createdAt: deployment.createdAt,
  };
}

/** Services of CodeDeploy and of external controllers have task sets in place of deployments. */
function rolloutOfTaskSet(taskSet: sdk.TaskSet): Rollout {
  return {
    id: taskSet.id ?? '',
    status: taskSet.status ?? 'UNKNOWN',
    definition: familyAndRevision(taskSet.taskDefinition ?? ''),
    desired: taskSet.computedDesiredCount ?? 0,
    running: taskSet.runningCount ?? 0,
    pending: taskSet.pendingCount ?? 0,
    failed: 0,
    state: taskSet.stabilityStatus === 'STABILIZING' ? 'IN_PROGRESS' : undefined,
    reason: undefined,
    createdAt: taskSet.createdAt,
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
    capacityProvider: task.capacityProviderName,
    createdAt: task.createdAt,
    startedAt: task.startedAt,
    zone: task.availabilityZone,
    health: task.healthStatus ?? 'UNKNOWN',
    startedBy: task.startedBy,
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
    stoppedAt: task.stoppedAt,
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
    health: container.healthStatus ?? 'UNKNOWN',
    runtimeId: container.runtimeId,
    execAgent: agent && { status: agent.lastStatus ?? 'UNKNOWN', reason: agent.reason },
  };
}
