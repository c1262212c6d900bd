import type { Service, ServiceDeployment, ServiceRevision } from '@aws-sdk/client-ecs';
import { type Ground, minutesBefore } from '../world/ground.ts';
import type { PastDeploymentScenario } from '../world/scenario.ts';
import type { WorldTaskDefinition } from '../world/world.ts';
import { circuitBreakerOf, type deploymentIds } from './rollout.ts';

/** A deployment that a scenario says is over, and what differs in what it brought from what the service now is. */
export function pastDeployment(
  ground: Ground,
  service: Service,
  { taskDefinition, status = 'SUCCESSFUL', statusReason, age, took = 4, failures = 0 }: PastDeploymentScenario,
  ids: ReturnType<typeof deploymentIds>,
  find: (reference: string) => WorldTaskDefinition | undefined,
): { readonly record: ServiceDeployment; readonly revision: Partial<ServiceRevision> } {
  const definition = taskDefinition === undefined ? undefined : find(taskDefinition);
  if (taskDefinition !== undefined && definition === undefined) {
    throw new Error(`The scenario names the task definition "${taskDefinition}" but does not contain it.`);
  }
  const createdAt = minutesBefore(ground, age);
  const finishedAt = minutesBefore(ground, age - took);
  const wasRolledBack = status.startsWith('ROLLBACK');
  const isTriggered = wasRolledBack && failures > 0;
  const record: ServiceDeployment = {
    serviceDeploymentArn: ids.deploymentArn,
    serviceArn: service.serviceArn,
    clusterArn: service.clusterArn,
    createdAt,
    startedAt: createdAt,
    finishedAt,
    stoppedAt: status === 'STOPPED' ? finishedAt : undefined,
    updatedAt: finishedAt,
    sourceServiceRevisions: [],
    targetServiceRevision: { arn: ids.revisionArn },
    status,
    statusReason,
    deploymentConfiguration: service.deploymentConfiguration,
    rollback: wasRolledBack ? { reason: statusReason, startedAt: minutesBefore(ground, age - took / 2) } : undefined,
    deploymentCircuitBreaker: {
      ...circuitBreakerOf(service),
      status: isTriggered ? 'TRIGGERED' : 'MONITORING_COMPLETE',
      failureCount: failures,
    },
  };
  const { taskDefinitionArn, containerDefinitions } = definition?.description ?? {};
  const revision = definition && {
    taskDefinition: taskDefinitionArn,
    containerImages: containerDefinitions?.map(({ name, image }) => ({ containerName: name, image })),
    createdAt,
  };
  return { record, revision: { createdAt, ...revision } };
}
