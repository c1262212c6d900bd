import type { Attachment, Container, LaunchType, Task, TaskDefinition } from '@aws-sdk/client-ecs';
import { ecsArn } from './arn.ts';
import { buildContainer, buildSidecar, type TaskFrame } from './build-container.ts';
import { instanceOf } from './build-instance.ts';
import { type Ground, minutesBefore, tagList } from './ground.ts';
import { hex, uuid } from './identity.ts';
import { interfaceId, macAddress, privateName } from './interfaces.ts';
import { type Place, placeOf } from './place.ts';
import type { ClusterScenario, PlaceScenario, TaskScenario, TaskStatus } from './scenario.ts';
import type { WorldImage, WorldTask, WorldTaskDefinition } from './world.ts';

/** Seconds after its creation at which a task passes each step. */
const STEPS = { connected: 4, pulling: 9, pulled: 21, started: 34 };

/** Builds one task and its id. `position` tells it from the others of the same cluster and group. */
export function buildTask(
  ground: Ground,
  { description: definition }: WorldTaskDefinition,
  cluster: ClusterScenario,
  scenario: TaskScenario,
  position: string,
): [string, WorldTask] {
  const { status = 'RUNNING', launchType = 'FARGATE', exec = true, age = 90, sidecars = [] } = scenario;
  const group = scenario.group ?? `family:${definition.family ?? ''}`;
  const id = scenario.id ?? hex(32, 'task', cluster.name, group, position);
  const createdAt = minutesBefore(ground, age);
  const place =
    definition.networkMode === 'awsvpc'
      ? placeOf(ground.vpcs, id, withoutPublicIp(scenario.network ?? cluster.network, launchType))
      : undefined;
  const frame: TaskFrame = {
    id,
    arn: ecsArn(ground, 'task', cluster.name, id),
    clusterName: cluster.name,
    launchType,
    containerStatus: CONTAINER_STATUS[status],
    startedAt: secondsAfter(createdAt, STEPS.started),
    network: place && { attachmentId: uuid('eni', id), address: place.address },
    agent: exec ? (scenario.agent ?? 'as the container') : undefined,
  };
  const containers = [
    ...(definition.containerDefinitions ?? []).map((container) =>
      buildContainer(ground, frame, container, scenario.containers?.[container.name ?? '']),
    ),
    ...sidecars.map((kind) => buildSidecar(ground, frame, kind)),
  ];
  const description: Task = {
    attachments: attachments(ground, frame, place, status, containers),
    attributes: [{ name: 'ecs.cpu-architecture', value: architecture(definition) }],
    availabilityZone:
      ground.vpcs.subnets.get(place?.subnetId ?? '')?.AvailabilityZone ??
      `${ground.region}${/^[0-7]/.test(id) ? 'a' : 'b'}`,
    clusterArn: ecsArn(ground, 'cluster', cluster.name),
    containerInstanceArn: launchType !== 'FARGATE' ? instanceOf(ground, cluster, id) : undefined,
    containers,
    cpu: definition.cpu,
    createdAt,
    desiredStatus: 'RUNNING',
    enableExecuteCommand: exec,
    group,
    healthStatus: taskHealth(containers),
    lastStatus: status,
    launchType,
    memory: definition.memory,
    overrides: {
      ...scenario.overrides,
      containerOverrides: containers.map(
        ({ name }) => scenario.overrides?.containerOverrides?.find((override) => override.name === name) ?? { name },
      ),
      inferenceAcceleratorOverrides: [],
    },
    capacityProviderName: scenario.capacityProvider,
    startedBy: scenario.startedBy,
    tags: tagList(scenario.tags),
    taskArn: frame.arn,
    taskDefinitionArn: definition.taskDefinitionArn,
    version: 3,
    ...(launchType === 'FARGATE' && fargate(definition, scenario)),
    ...(frame.containerStatus !== 'PENDING' && startedTimes(createdAt)),
    // It began to stop halfway between its creation and now.
    ...(LEAVING.includes(status) && leaving(scenario, secondsAfter(createdAt, age * 30))),
  };
  const { protectedFor, connected = true } = scenario;
  const protectedUntil = protectedFor === undefined ? undefined : minutesBefore(ground, -protectedFor);
  return [id, { scenario, description, place, connected, protectedUntil, images: buildImages(scenario) }];
}

function buildImages({ containers = {} }: TaskScenario): Map<string, WorldImage> {
  return new Map(Object.entries(containers).map(([name, { shell, programs }]) => [name, { shell, programs }]));
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html */
function withoutPublicIp(place: PlaceScenario | undefined, launchType: LaunchType): PlaceScenario | undefined {
  return launchType === 'FARGATE' ? place : place && { ...place, publicIp: false };
}

const CONTAINER_STATUS: Readonly<Record<TaskStatus, TaskFrame['containerStatus']>> = {
  PROVISIONING: 'PENDING',
  PENDING: 'PENDING',
  ACTIVATING: 'RUNNING',
  RUNNING: 'RUNNING',
  DEACTIVATING: 'RUNNING',
  STOPPING: 'RUNNING',
  DEPROVISIONING: 'STOPPED',
  STOPPED: 'STOPPED',
};

const LEAVING: readonly TaskStatus[] = ['DEACTIVATING', 'STOPPING', 'DEPROVISIONING', 'STOPPED'];

function startedTimes(createdAt: Date): Partial<Task> {
  return {
    connectivity: 'CONNECTED',
    connectivityAt: secondsAfter(createdAt, STEPS.connected),
    pullStartedAt: secondsAfter(createdAt, STEPS.pulling),
    pullStoppedAt: secondsAfter(createdAt, STEPS.pulled),
    startedAt: secondsAfter(createdAt, STEPS.started),
  };
}

function leaving({ status, stopCode, stoppedReason }: TaskScenario, stoppingAt: Date): Partial<Task> {
  return {
    desiredStatus: 'STOPPED',
    stopCode: stopCode ?? 'EssentialContainerExited',
    stoppedReason: stoppedReason ?? 'Essential container in task exited',
    stoppingAt,
    ...(status === 'STOPPED' && { executionStoppedAt: stoppingAt, stoppedAt: secondsAfter(stoppingAt, 12) }),
  };
}

function fargate({ runtimePlatform }: TaskDefinition, { platformVersion = '1.4.0' }: TaskScenario): Partial<Task> {
  const family = runtimePlatform?.operatingSystemFamily ?? 'LINUX';
  return {
    platformVersion,
    platformFamily: family === 'LINUX' ? 'Linux' : family,
    ephemeralStorage: { sizeInGiB: 20 },
    fargateEphemeralStorage: { sizeInGiB: 20 },
  };
}

function architecture({ runtimePlatform }: TaskDefinition): string {
  return runtimePlatform?.cpuArchitecture === 'ARM64' ? 'arm64' : 'x86_64';
}

function taskHealth(containers: readonly Container[]): Task['healthStatus'] {
  const health = new Set(containers.map(({ healthStatus }) => healthStatus));
  return health.has('UNHEALTHY') ? 'UNHEALTHY' : health.has('HEALTHY') ? 'HEALTHY' : 'UNKNOWN';
}

/** Service Connect's attachment comes first, as it may in AWS: a client must look for the network interface by type. */
function attachments(
  { region }: Ground,
  { network }: TaskFrame,
  place: Place | undefined,
  taskStatus: TaskStatus,
  containers: readonly Container[],
): Attachment[] {
  const status = taskStatus === 'PROVISIONING' ? 'PRECREATED' : taskStatus === 'STOPPED' ? 'DELETED' : 'ATTACHED';
  const serviceConnect = containers
    .filter(({ name }) => name?.startsWith('ecs-service-connect-'))
    .map(({ name, containerArn = '' }) => ({
      id: uuid('service-connect', containerArn),
      type: 'Service Connect',
      status,
      details: [{ name: 'ContainerName', value: name }],
    }));
  if (network === undefined || place === undefined) {
    return serviceConnect;
  }
  const { attachmentId, address } = network;
  const details = {
    subnetId: place.subnetId,
    networkInterfaceId: interfaceId(attachmentId),
    macAddress: macAddress(attachmentId),
    ...(address !== undefined && { privateDnsName: privateName(region, address), privateIPv4Address: address }),
    ...(place.ipv6Address !== undefined && { ipv6Address: place.ipv6Address }),
  };
  const networkInterface = {
    id: attachmentId,
    type: 'ElasticNetworkInterface',
    status,
    details: Object.entries(details).map(([name, value]) => ({ name, value })),
  };
  return [...serviceConnect, networkInterface];
}

function secondsAfter(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000);
}
