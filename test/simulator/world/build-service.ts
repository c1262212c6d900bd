import type { Service } from '@aws-sdk/client-ecs';
import { ecsArn } from './arn.ts';
import type { TaskDefinitions } from './build-task-definition.ts';
import { AGE_OF_THE_WORLD, type Ground, minutesBefore, tagList } from './ground.ts';
import { digits, uuid } from './identity.ts';
import { groupsOf, subnetsOf } from './place.ts';
import type { ClusterScenario, ServiceScenario } from './scenario.ts';

export function buildService(
  ground: Ground,
  definitions: TaskDefinitions,
  { name: clusterName, network: clusterNetwork }: ClusterScenario,
  scenario: ServiceScenario,
): Service {
  const { name, status = 'ACTIVE', launchType = 'FARGATE', schedulingStrategy = 'REPLICA', exec = true } = scenario;
  const { description: definition } = definitions.find(scenario.taskDefinition ?? name);
  const createdAt = minutesBefore(ground, AGE_OF_THE_WORLD);
  const updatedAt = minutesBefore(ground, AGE_OF_THE_WORLD - 4);
  const { deployed, deploying = false } = scenario;
  const deployedAt = minutesBefore(ground, deployed ?? AGE_OF_THE_WORLD);
  const network = scenario.network ?? clusterNetwork;
  const fargate = launchType === 'FARGATE';
  const placement = {
    taskDefinition: definition.taskDefinitionArn,
    launchType: scenario.capacityProviders ? undefined : launchType,
    capacityProviderStrategy: scenario.capacityProviders && [...scenario.capacityProviders],
    platformVersion: fargate ? '1.4.0' : undefined,
    platformFamily: fargate ? 'Linux' : undefined,
    networkConfiguration:
      definition.networkMode === 'awsvpc'
        ? {
            awsvpcConfiguration: {
              subnets: subnetsOf(ground.vpcs, network).map(({ SubnetId = '' }) => SubnetId),
              securityGroups: groupsOf(ground.vpcs, network),
              assignPublicIp: network?.publicIp === true ? ('ENABLED' as const) : ('DISABLED' as const),
            },
          }
        : undefined,
  };
  return {
    ...placement,
    serviceArn: ecsArn(ground, 'service', clusterName, name),
    serviceName: name,
    clusterArn: ecsArn(ground, 'cluster', clusterName),
    loadBalancers: [...(scenario.loadBalancers ?? [])],
    serviceRegistries: [...(scenario.registries ?? [])],
    status,
    desiredCount: scenario.desired ?? wanted(scenario),
    deploymentConfiguration: {
      deploymentCircuitBreaker: { enable: true, rollback: true },
      maximumPercent: 200,
      minimumHealthyPercent: 100,
      strategy: 'ROLLING',
      bakeTimeInMinutes: 0,
      ...scenario.deployment,
    },
    deployments: [
      {
        ...placement,
        id: `ecs-svc/${digits(19, clusterName, name)}`,
        status: 'PRIMARY',
        desiredCount: scenario.desired ?? wanted(scenario),
        failedTasks: 0,
        createdAt: deployedAt,
        updatedAt: deployed === undefined ? updatedAt : deployedAt,
        rolloutState: deploying ? 'IN_PROGRESS' : 'COMPLETED',
        rolloutStateReason: `ECS deployment ecs-svc/${digits(19, clusterName, name)} ${deploying ? 'in progress' : 'completed'}.`,
        serviceConnectConfiguration:
          scenario.serviceConnect ??
          (scenario.sidecars?.includes('service-connect')
            ? { enabled: true, namespace: `${clusterName}.local` }
            : undefined),
      },
    ],
    roleArn: `arn:aws:iam::${ground.account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
    events: [
      ...(scenario.events ?? []).map(({ message, age }, index) => ({
        id: uuid('event', clusterName, name, index),
        createdAt: minutesBefore(ground, age),
        message,
      })),
      {
        id: uuid('event', clusterName, name),
        createdAt: updatedAt,
        message: `(service ${name}) has reached a steady state.`,
      },
    ],
    createdAt,
    createdBy: ground.user,
    placementConstraints: [],
    placementStrategy: [],
    schedulingStrategy,
    deploymentController: { type: scenario.controller ?? 'ECS' },
    enableECSManagedTags: true,
    propagateTags: 'NONE',
    enableExecuteCommand: exec,
    resourceManagementType: scenario.express === true ? 'ECS' : 'CUSTOMER',
    availabilityZoneRebalancing: 'ENABLED',
    tags: tagList(scenario.tags),
  };
}

function wanted({ tasks = 1 }: ServiceScenario): number {
  if (typeof tasks === 'number') {
    return tasks;
  }
  return tasks.filter(({ status }) => status !== 'STOPPED').reduce((sum, { count = 1 }) => sum + count, 0);
}
