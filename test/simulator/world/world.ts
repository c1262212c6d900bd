import type { Cluster, ContainerInstance, Service, Tag, Task, TaskDefinition } from '@aws-sdk/client-ecs';
import type { WorldBucket } from './buckets.ts';
import type { WorldIam } from './iam.ts';
import type { WorldKey } from './keys.ts';
import type { WorldLogs } from './log-groups.ts';
import type { Place } from './place.ts';
import type { ClusterScenario, TaskFailure, TaskScenario } from './scenario.ts';
import type { ShellName } from './shells.ts';
import type { WorldVpcs } from './vpcs.ts';

/**
 * What the simulator knows. The descriptions are what the API answers, so a test that changes one changes the answer;
 * only counts (of tasks, of services) are counted anew at every call.
 */
export interface World {
  readonly region: string;
  readonly account: string;
  /** ARN of the user, or of the session of a role, that the credentials belong to. */
  readonly user: string;
  readonly caller: WorldCaller;
  /** When it was made. */
  readonly madeAt: Date;
  /** By name. */
  readonly clusters: Map<string, WorldCluster>;
  /** By ARN, in the order in which they were registered. */
  readonly taskDefinitions: Map<string, WorldTaskDefinition>;
  /** Roles and policies. */
  readonly iam: WorldIam;
  /** Subnets and all that says what is reached from them. */
  readonly vpcs: WorldVpcs;
  /** Keys of AWS KMS by id. */
  readonly keys: Map<string, WorldKey>;
  /** Buckets of Amazon S3 by name. */
  readonly buckets: Map<string, WorldBucket>;
  /** Log groups of CloudWatch Logs. */
  readonly logs: WorldLogs;
  /** Where the ports that are forwarded lead. */
  readonly network: WorldNetwork;
  /** Programs of this machine that are the shells of containers. */
  readonly shells: Map<ShellName, string>;
}

/** Whose the credentials are. */
export interface WorldCaller {
  /** What STS calls it. */
  readonly userId: string;
  /** Name of the role that it has assumed; undefined for a user. */
  readonly role: string | undefined;
}

export interface WorldNetwork {
  /** IP addresses by host name, in lower case. */
  readonly hosts: Map<string, string>;
  /** Ports of 127.0.0.1 by port of a container (`8080`) or of a remote host (`db.internal:5432`). */
  readonly ports: Map<string, number>;
}

export interface WorldCluster {
  readonly name: string;
  /** What it was made of, and what its services make new tasks of. */
  readonly scenario: ClusterScenario;
  readonly description: Cluster;
  /** By name. */
  readonly services: Map<string, Service>;
  /** By id; made when they are first asked for. */
  readonly tasks: Map<string, WorldTask>;
  /** Whether its services or tasks are made: until then nothing has happened to any of them. */
  readonly isMade: boolean;
  /** Its EC2 instances, by id. */
  readonly instances: Map<string, ContainerInstance>;
}

export interface WorldTask {
  /** What it was made of. */
  readonly scenario: TaskScenario;
  readonly description: Task;
  /** Undefined where it has no network interface of its own. */
  readonly place: Place | undefined;
  /** Whether its exec agents are connected to Session Manager. */
  connected: boolean;
  /** Until when neither a deployment nor scaling stops it. */
  protectedUntil?: Date | undefined;
  /** By name of the container; those of which a scenario says something. */
  readonly images: Map<string, WorldImage>;
}

/** The programs in the image of a container. What is missing is this machine's. */
export interface WorldImage {
  readonly shell?: ShellName | false;
  readonly programs?: readonly string[];
}

export interface WorldTaskDefinition {
  readonly description: TaskDefinition;
  readonly tags: readonly Tag[];
  /** What goes wrong in its tasks. */
  readonly fails?: TaskFailure | undefined;
}

/** What the groups of all services' tasks begin with. */
export const SERVICE_GROUP = 'service:';

/** The group of a service's tasks. */
export function serviceGroup(serviceName: string): string {
  return `${SERVICE_GROUP}${serviceName}`;
}
