import type { ContainerInstance } from '@aws-sdk/client-ecs';
import { ecsArn, type Place } from './arn.ts';
import { AGE_OF_THE_WORLD, type Ground, minutesBefore } from './ground.ts';
import { hex } from './identity.ts';
import { placeOf } from './place.ts';
import type { ClusterScenario, InstanceScenario } from './scenario.ts';

/** The EC2 instances of a cluster, by their ids. */
export function buildInstances(ground: Ground, cluster: ClusterScenario): Map<string, ContainerInstance> {
  return new Map(
    instancesOf(cluster).map((instance, index) => [
      instanceId(cluster, index),
      buildInstance(ground, cluster, instance, index),
    ]),
  );
}

/** On which of its cluster's instances a task on EC2 runs. */
export function instanceOf(place: Place, cluster: ClusterScenario, taskId: string): string {
  const index = Number.parseInt(taskId.slice(-4), 16) % instancesOf(cluster).length;
  return ecsArn(place, 'container-instance', cluster.name, instanceId(cluster, index));
}

export function instancesOf({ instances = 1 }: ClusterScenario): readonly InstanceScenario[] {
  return typeof instances === 'number' ? Array.from({ length: instances }, () => ({})) : instances;
}

export function instanceId({ name }: ClusterScenario, index: number): string {
  return hex(32, 'instance', name, index);
}

export function imageId({ image, os = 'linux' }: InstanceScenario): string {
  return `ami-0${hex(16, 'image', image?.name ?? os)}`;
}

/**
 * Attributes: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html#attributes
 */
function buildInstance(
  ground: Ground,
  cluster: ClusterScenario,
  scenario: InstanceScenario,
  index: number,
): ContainerInstance {
  const { kind = 'ec2', os = 'linux', agentVersion = '1.99.1', agentConnected = true } = scenario;
  const id = instanceId(cluster, index);
  const place = kind === 'external' ? undefined : placeOf(ground.vpcs, id, scenario.network);
  const attributes = {
    'ecs.availability-zone': `${ground.region}${index % 2 === 0 ? 'a' : 'b'}`,
    'ecs.instance-type': 'm7i.large',
    'ecs.os-type': os,
    'ecs.os-family': os === 'windows' ? 'WINDOWS_SERVER_2022_FULL' : 'LINUX',
    'ecs.cpu-architecture': 'x86_64',
    'ecs.ami-id': imageId(scenario),
    ...(place && { 'ecs.subnet-id': place.subnetId, 'ecs.vpc-id': ground.vpcs.subnets.get(place.subnetId)?.VpcId }),
  };
  return {
    containerInstanceArn: ecsArn(ground, 'container-instance', cluster.name, id),
    ec2InstanceId: kind === 'external' ? `mi-0${hex(16, 'ssm', id)}` : `i-0${hex(16, 'ec2', id)}`,
    capacityProviderName:
      kind === 'managed'
        ? cluster.capacityProviders?.find((provider) => provider.kind === 'managed-instances')?.name
        : undefined,
    version: 12,
    versionInfo: { agentVersion, agentHash: hex(8, 'agent', agentVersion), dockerVersion: 'DockerVersion: 25.0.8' },
    remainingResources: [],
    registeredResources: [],
    status: 'ACTIVE',
    agentConnected,
    attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })),
    registeredAt: minutesBefore(ground, AGE_OF_THE_WORLD),
    attachments: [],
    tags: [],
  };
}
