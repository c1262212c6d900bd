import type { Attachment, Container, ContainerDefinition, LaunchType, ManagedAgent, NetworkBinding, TaskDefinition } from '@aws-sdk/client-ecs';
import { ecsArn } from './arn.ts';
import type { TaskDefinitions } from './build-task-definition.ts';
import { minutesBefore, tagList, type Ground } from './ground.ts';
import { digits, hex, privateAddress, uuid } from './identity.ts';
import type { ClusterScenario, ContainerScenario, Sidecar, TaskScenario } from './scenario.ts';
import type { WorldTask } from './world.ts';

/** Seconds after its creation at which a task passed each step. */
const STEPS = { connected: 4, pulling: 9, pulled: 21, started: 34 };

/** Builds one task. `position` tells it from the others of the same cluster and group. */
export function buildTask(
  ground: Ground,
  definitions: TaskDefinitions,
  cluster: ClusterScenario,
  scenario: TaskScenario,
  position: string,
): [string, WorldTask] {
  const { description: definition } = definitions.find(scenario.taskDefinition ?? 'task');
  const { status = 'RUNNING', launchType = 'FARGATE', exec = true, age = 90, sidecars = [] } = scenario;
  const group = scenario.group ?? `family:${definition.family ?? ''}`;
  const id = scenario.id ?? hex(32, 'task', cluster.name, group, position);
  const taskArn = ecsArn(ground, 'task', cluster.name, id);
  const created = minutesBefore(ground, age);
  const after = (seconds: number): Date => new Date(created.getTime() + seconds * 1000);
  const starting = status === 'PROVISIONING' || status === 'PENDING';
  const stopped = status === 'STOPPED';
  const leaving = stopped || status === 'DEACTIVATING' || status === 'STOPPING' || status === 'DEPROVISIONING';
  const attachmentId = definition.networkMode === 'awsvpc' ? uuid('eni', id) : undefined;
  const address = privateAddress(id);

  const containers = [
    ...(definition.containerDefinitions ?? []).map((container) => ({ container, hasAgent: exec })),
    // AWS shows neither an image nor an exec agent for the containers that it adds.
    ...sidecars.map((kind) => ({ container: sidecar(kind, id), hasAgent: false })),
  ].map(({ container, hasAgent }): Container => {
    const special = scenario.containers?.[container.name ?? ''] ?? {};
    const lastStatus = special.status ?? (starting ? 'PENDING' : stopped || status === 'DEPROVISIONING' ? 'STOPPED' : 'RUNNING');
    return {
      containerArn: ecsArn(ground, 'container', cluster.name, id, uuid('container', id, container.name ?? '')),
      taskArn,
      name: container.name,
      image: container.image,
      imageDigest: container.image?.includes('.dkr.ecr.') && !starting ? `sha256:${hex(64, container.image)}` : undefined,
      runtimeId: starting ? undefined : runtimeId(launchType, id, container.name ?? ''),
      lastStatus,
      exitCode: lastStatus === 'STOPPED' ? (special.exitCode ?? 0) : undefined,
      reason: special.reason,
      networkBindings: attachmentId === undefined && !starting ? bindings(container) : [],
      networkInterfaces: attachmentId === undefined ? [] : [{ attachmentId, privateIpv4Address: address }],
      healthStatus: health(special, container, lastStatus),
      managedAgents: hasAgent ? [execAgent(special.agent ?? scenario.agent ?? lastStatus, after(STEPS.started))] : undefined,
      cpu: String(container.cpu ?? 0),
      memory: container.memory === undefined ? undefined : String(container.memory),
      memoryReservation: container.memoryReservation === undefined ? undefined : String(container.memoryReservation),
    };
  });

  return [
    id,
    {
      connected: scenario.connected ?? true,
      description: {
        attachments: attachments(ground, attachmentId, address, status, containers),
        attributes: [{ name: 'ecs.cpu-architecture', value: definition.runtimePlatform?.cpuArchitecture === 'ARM64' ? 'arm64' : 'x86_64' }],
        availabilityZone: `${ground.region}${Number.parseInt(id.slice(0, 1), 16) % 2 === 0 ? 'a' : 'b'}`,
        clusterArn: ecsArn(ground, 'cluster', cluster.name),
        connectivity: starting ? undefined : 'CONNECTED',
        connectivityAt: starting ? undefined : after(STEPS.connected),
        containerInstanceArn: launchType === 'EC2' ? containerInstanceArn(ground, cluster, id) : undefined,
        containers,
        cpu: definition.cpu,
        createdAt: created,
        desiredStatus: leaving ? 'STOPPED' : 'RUNNING',
        enableExecuteCommand: exec,
        executionStoppedAt: stopped ? after(age * 30) : undefined,
        group,
        healthStatus: taskHealth(containers),
        lastStatus: status,
        launchType,
        memory: definition.memory,
        overrides: { containerOverrides: containers.map(({ name }) => ({ name })), inferenceAcceleratorOverrides: [] },
        ...(launchType === 'FARGATE' && {
          platformVersion: '1.4.0',
          platformFamily: platformFamily(definition),
          ephemeralStorage: { sizeInGiB: 20 },
          fargateEphemeralStorage: { sizeInGiB: 20 },
        }),
        pullStartedAt: starting ? undefined : after(STEPS.pulling),
        pullStoppedAt: starting ? undefined : after(STEPS.pulled),
        startedAt: starting ? undefined : after(STEPS.started),
        startedBy: scenario.startedBy,
        ...(leaving && {
          stopCode: 'EssentialContainerExited',
          stoppedReason: scenario.stoppedReason ?? 'Essential container in task exited',
          stoppingAt: after(age * 30),
          stoppedAt: stopped ? after(age * 30 + 12) : undefined,
        }),
        tags: tagList(scenario.tags),
        taskArn,
        taskDefinitionArn: definition.taskDefinitionArn,
        version: 3,
      },
    },
  ];
}

function sidecar(kind: Sidecar, taskId: string): ContainerDefinition {
  const suffix = hex(6, kind, taskId);
  return { name: kind === 'guardduty' ? `aws-guardduty-agent-${suffix}` : `ecs-service-connect-${suffix}` };
}

/** The agent with a status, or stopped for a reason. */
function execAgent(agent: string | { readonly stopped: string }, startedAt: Date): ManagedAgent {
  const stopped = typeof agent === 'object';
  const lastStatus = stopped ? 'STOPPED' : agent;
  return {
    name: 'ExecuteCommandAgent',
    lastStatus,
    lastStartedAt: lastStatus === 'RUNNING' ? startedAt : undefined,
    reason: stopped ? agent.stopped : undefined,
  };
}

/** Docker's own id on EC2; the task's id and ten digits on Fargate. */
function runtimeId(launchType: LaunchType, taskId: string, name: string): string {
  return launchType === 'FARGATE' ? `${taskId}-${digits(10, taskId, name)}` : hex(64, taskId, name);
}

function health(special: ContainerScenario, container: ContainerDefinition, lastStatus: string): Container['healthStatus'] {
  const checked = container.healthCheck !== undefined || container.name?.startsWith('ecs-service-connect-') === true;
  return special.health ?? (checked && lastStatus === 'RUNNING' ? 'HEALTHY' : 'UNKNOWN');
}

function taskHealth(containers: readonly Container[]): Container['healthStatus'] {
  if (containers.some(({ healthStatus }) => healthStatus === 'UNHEALTHY')) return 'UNHEALTHY';
  return containers.some(({ healthStatus }) => healthStatus === 'HEALTHY') ? 'HEALTHY' : 'UNKNOWN';
}

function bindings({ name = '', portMappings = [] }: ContainerDefinition): NetworkBinding[] {
  return portMappings.map(({ containerPort = 0, hostPort, protocol = 'tcp' }) => ({
    bindIP: '0.0.0.0',
    containerPort,
    hostPort: hostPort ?? 32768 + Number(digits(4, name, containerPort)),
    protocol,
  }));
}

/** Service Connect's attachment comes first, as it may in AWS: a client must look for the network interface by type. */
function attachments(
  { region }: Ground,
  id: string | undefined,
  address: string,
  taskStatus: string,
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
  if (id === undefined) return serviceConnect;
  const details = {
    subnetId: `subnet-0${hex(16, 'subnet', id.slice(0, 1))}`,
    networkInterfaceId: `eni-0${hex(16, id)}`,
    macAddress: `0a:${hex(10, id).replace(/..(?=.)/g, '$&:')}`,
    privateDnsName: `ip-${address.replaceAll('.', '-')}.${region}.compute.internal`,
    privateIPv4Address: address,
  };
  const networkInterface = {
    id,
    type: 'ElasticNetworkInterface',
    status,
    details: Object.entries(details).map(([name, value]) => ({ name, value })),
  };
  return [...serviceConnect, networkInterface];
}

function containerInstanceArn(ground: Ground, cluster: ClusterScenario, taskId: string): string {
  const instance = Number.parseInt(taskId.slice(-4), 16) % (cluster.instances ?? 1);
  return ecsArn(ground, 'container-instance', cluster.name, hex(32, 'instance', cluster.name, instance));
}

function platformFamily({ runtimePlatform }: TaskDefinition): string {
  const family = runtimePlatform?.operatingSystemFamily ?? 'LINUX';
  return family === 'LINUX' ? 'Linux' : family;
}
