import type { Container, ContainerDefinition, LaunchType, ManagedAgent, NetworkBinding } from '@aws-sdk/client-ecs';
import { ecsArn, type Place } from './arn.ts';
import { digits, hex, uuid } from './identity.ts';
import type { AgentScenario, ContainerScenario, Sidecar } from './scenario.ts';

/** What a container needs to know of its task. */
export interface TaskFrame {
  readonly id: string;
  readonly arn: string;
  readonly clusterName: string;
  readonly launchType: LaunchType;
  /** The status of its containers, unless one differs. */
  readonly containerStatus: 'PENDING' | 'RUNNING' | 'STOPPED';
  readonly startedAt: Date;
  /** Undefined where the task has no network interface of its own. */
  readonly network: { readonly attachmentId: string; readonly address: string | undefined } | undefined;
  /** Undefined where exec is off. */
  readonly agent: AgentScenario | 'as the container' | undefined;
}

export function buildContainer(
  place: Place,
  task: TaskFrame,
  definition: ContainerDefinition,
  special: ContainerScenario = {},
): Container {
  const { name = '', image, cpu = 0, memory, memoryReservation } = definition;
  const { status = task.containerStatus, agent = task.agent } = special;
  const starting = task.containerStatus === 'PENDING';
  const { network } = task;
  return {
    containerArn: ecsArn(place, 'container', task.clusterName, task.id, uuid('container', task.id, name)),
    taskArn: task.arn,
    name,
    image,
    // Only for images from Amazon ECR.
    imageDigest: !starting && image?.includes('.dkr.ecr.') === true ? `sha256:${hex(64, image)}` : undefined,
    runtimeId: starting ? undefined : runtimeId(task, name),
    lastStatus: status,
    exitCode: status === 'STOPPED' ? (special.exitCode ?? 0) : undefined,
    reason: special.reason,
    networkBindings: network === undefined && !starting ? bindings(definition) : [],
    networkInterfaces: network && [{ attachmentId: network.attachmentId, privateIpv4Address: network.address }],
    healthStatus: special.health ?? (definition.healthCheck && status === 'RUNNING' ? 'HEALTHY' : 'UNKNOWN'),
    managedAgents: agent && [execAgent(agent === 'as the container' ? status : agent, task.startedAt)],
    cpu: String(cpu),
    memory: memory?.toString(),
    memoryReservation: memoryReservation?.toString(),
  };
}

/** A container that AWS adds to a task. AWS shows neither an image nor an exec agent for it. */
export function buildSidecar(place: Place, task: TaskFrame, kind: Sidecar): Container {
  const prefix = kind === 'guardduty' ? 'aws-guardduty-agent' : 'ecs-service-connect';
  const definition: ContainerDefinition = {
    name: `${prefix}-${hex(6, kind, task.id)}`,
    healthCheck: kind === 'service-connect' ? { command: [] } : undefined,
  };
  return buildContainer(place, { ...task, agent: undefined }, definition);
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
function runtimeId({ launchType, id }: TaskFrame, name: string): string {
  return launchType === 'FARGATE' ? `${id}-${digits(10, id, name)}` : hex(64, id, name);
}

function bindings({ name = '', portMappings = [] }: ContainerDefinition): NetworkBinding[] {
  return portMappings.map(({ containerPort = 0, hostPort = 0, protocol = 'tcp' }) => ({
    bindIP: '0.0.0.0',
    containerPort,
    // Port 0 lets Docker choose.
    hostPort: hostPort === 0 ? 32_768 + Number(digits(4, name, containerPort)) : hostPort,
    protocol,
  }));
}
