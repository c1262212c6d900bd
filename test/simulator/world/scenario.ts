import type {
  CapacityProviderStrategyItem,
  ClusterConfiguration,
  ClusterSetting,
  DeploymentConfiguration,
  DeploymentControllerType,
  LaunchType,
  LoadBalancer,
  RegisterTaskDefinitionCommandInput,
  SchedulingStrategy,
  ServiceConnectConfiguration,
  ServiceDeploymentStatus,
  ServiceRegistry,
  TaskOverride,
  TaskStopCode,
} from '@aws-sdk/client-ecs';
import type { ShellName } from './shells.ts';

/**
 * A world to simulate, as somebody would describe it: only what is out of the ordinary need be said. The least is
 * `{ clusters: [{ name: 'shop', services: [{ name: 'web' }] }] }`: one Fargate task with one container, ready for exec.
 */
export interface Scenario {
  /** Default `eu-central-1`. */
  readonly region?: string;
  /** Twelve digits; default `123456789012`. */
  readonly account?: string;
  readonly clusters: readonly ClusterScenario[];
  /** A family that a service or a task names and that is not here gets a plain definition with one container, `app`. */
  readonly taskDefinitions?: readonly TaskDefinitionScenario[];
  /** Keys of AWS KMS. One that a cluster's `kmsKeyId` names need not be here. */
  readonly keys?: readonly KeyScenario[];
  /** Log groups by name. One that a task definition names need not be here. */
  readonly logs?: Readonly<Record<string, LogGroupScenario>>;
  /** IP addresses by host name: the only names that containers can resolve. */
  readonly hosts?: Readonly<Record<string, string>>;
  /**
   * Ports of this machine that stand in for those of containers (`8080`) and of remote hosts (`db.internal:5432`)
   * when they are forwarded. One that is not here stands for itself.
   */
  readonly ports?: Readonly<Record<string, number>>;
}

export interface LogGroupScenario {
  /** Default `STANDARD`. */
  readonly logClass?: 'STANDARD' | 'INFREQUENT_ACCESS';
  /** What each container that writes to it writes, again and again; default nothing. */
  readonly lines?: readonly string[];
  /** Seconds between two lines; default 5. */
  readonly every?: number;
}

export interface KeyScenario {
  /** A UUID; made up where missing. */
  readonly id?: string;
  /** With its `alias/`. */
  readonly alias?: string;
  /** Default true. */
  readonly enabled?: boolean;
}

export interface ClusterScenario {
  readonly name: string;
  /** Default `ACTIVE`. */
  readonly status?: string;
  readonly services?: readonly ServiceScenario[];
  /** Tasks that no service started. */
  readonly tasks?: readonly TaskScenario[];
  /** EC2 instances that its EC2 tasks are spread over, or how many ordinary ones; default 1. */
  readonly instances?: number | readonly InstanceScenario[];
  readonly capacityProviders?: readonly CapacityProviderScenario[];
  readonly daemons?: readonly DaemonScenario[];
  readonly configuration?: ClusterConfiguration;
  readonly settings?: readonly ClusterSetting[];
  readonly tags?: Tags;
}

/** Where a cluster gets its own instances from, beside Fargate. */
export interface CapacityProviderScenario {
  readonly name: string;
  readonly kind: 'auto-scaling-group' | 'managed-instances';
}

/** A daemon of ECS Managed Instances, which is not a service. Its tasks are in the group `daemon:<name>`. */
export interface DaemonScenario {
  readonly name: string;
}

export interface InstanceScenario {
  /** What it is: an EC2 instance, a server of one's own (ECS Anywhere), or one that ECS manages. Default `ec2`. */
  readonly kind?: 'ec2' | 'external' | 'managed';
  /** Default true. */
  readonly agentConnected?: boolean;
  /** Default `linux`. */
  readonly os?: 'linux' | 'windows';
  /** Of the ECS agent. */
  readonly agentVersion?: string;
}

export interface ServiceScenario {
  readonly name: string;
  /** Default `ACTIVE`. */
  readonly status?: string;
  /** `family` for its newest revision, or `family:revision`; default the service's name. */
  readonly taskDefinition?: string;
  /** Default `FARGATE`. */
  readonly launchType?: LaunchType;
  /** Default `REPLICA`. */
  readonly schedulingStrategy?: SchedulingStrategy;
  /** Its tasks, or how many ordinary ones; default 1. */
  readonly tasks?: number | readonly TaskScenario[];
  /** How many tasks it wants; default as many as it has that are not stopped. */
  readonly desired?: number;
  /** Whether it starts tasks with exec on; default true. */
  readonly exec?: boolean;
  /** Containers that AWS adds to each of its tasks. */
  readonly sidecars?: readonly Sidecar[];
  /** Who deploys it; default `ECS`. */
  readonly controller?: DeploymentControllerType;
  /** What differs from a rolling deployment with 100 and 200 percent and a circuit breaker that rolls back. */
  readonly deployment?: DeploymentConfiguration;
  /** In place of a launch type. */
  readonly capacityProviders?: readonly CapacityProviderStrategyItem[];
  readonly loadBalancers?: readonly LoadBalancer[];
  /** Registries of AWS Cloud Map. */
  readonly registries?: readonly ServiceRegistry[];
  /** Default none, or only its namespace where it has the sidecar. */
  readonly serviceConnect?: ServiceConnectConfiguration;
  /** What Application Auto Scaling may do with it; default nothing. */
  readonly scaling?: ScalingScenario;
  /** Whether it is an Express service, which ECS manages. */
  readonly express?: boolean;
  /** Its deployments before the present one, the newest first. */
  readonly history?: readonly PastDeploymentScenario[];
  /** Deploys it again and again once its world lives: each so many minutes, one task definition after the other. */
  readonly deploys?: DeployScenario;
  /** What it has said, the newest first, before its usual steady state. */
  readonly events?: readonly EventScenario[];
  readonly tags?: Tags;
}

/** Within which counts a service is scaled, and by which policy. */
export interface ScalingScenario {
  readonly min: number;
  readonly max: number;
  /** The average use of CPU that it is kept at, in percent. */
  readonly cpu?: number;
  readonly suspended?: boolean;
}

export interface DeployScenario {
  /** Minutes of the world. */
  readonly every: number;
  /** `family:revision`, in turn; default the service's own. */
  readonly taskDefinitions?: readonly string[];
}

/** A deployment that is over. */
export interface PastDeploymentScenario {
  /** `family:revision`; default the service's. */
  readonly taskDefinition?: string;
  /** Default `SUCCESSFUL`. */
  readonly status?: ServiceDeploymentStatus;
  readonly statusReason?: string;
  /** Minutes since it began. */
  readonly age: number;
  /** Minutes that it took; default 4. */
  readonly took?: number;
  /** How many of its tasks failed; default 0. */
  readonly failures?: number;
}

export interface EventScenario {
  readonly message: string;
  /** Minutes since it was said. */
  readonly age: number;
}

export interface TaskScenario {
  /** How many tasks like this; default 1. */
  readonly count?: number;
  /** 32 hex digits; made up where missing. Not together with `count`. */
  readonly id?: string;
  /** As for a service; default the service's, or `task` for a standalone one. */
  readonly taskDefinition?: string;
  /** Default `RUNNING`. */
  readonly status?: TaskStatus;
  /** Default the service's. */
  readonly launchType?: LaunchType;
  /** Default the service's. */
  readonly exec?: boolean;
  /** The exec agent of all its containers; default `RUNNING`, or `PENDING` while the task starts. */
  readonly agent?: AgentScenario;
  /** False: the agent runs but has no connection to Session Manager; ExecuteCommand answers TargetNotConnected. */
  readonly connected?: boolean;
  /** What differs in single containers, by name. */
  readonly containers?: Readonly<Record<string, ContainerScenario>>;
  /** Default the service's. */
  readonly sidecars?: readonly Sidecar[];
  /** For how many more minutes neither a deployment nor scaling stops it. */
  readonly protectedFor?: number;
  /** Minutes since it was created; default 90. */
  readonly age?: number;
  readonly startedBy?: string;
  /** Of a standalone task; default `family:<family>`. */
  readonly group?: string;
  readonly stoppedReason?: string;
  readonly stopCode?: TaskStopCode;
  /** What goes wrong with it once its world lives; default that of its task definition. */
  readonly fails?: TaskFailure;
  /** Whether something that sends it traffic is told when it comes and goes: it is ACTIVATING and DEACTIVATING. */
  readonly registered?: boolean;
  readonly overrides?: TaskOverride;
  readonly capacityProvider?: string;
  readonly tags?: Tags;
}

/** What goes wrong in a task that is started. */
export interface TaskFailure {
  /** `unhealthy` is what its health check says of it; `no-capacity` keeps a service from starting it at all. */
  readonly how: 'cannot-pull' | 'no-secret' | 'cannot-start' | 'exits' | 'out-of-memory' | 'unhealthy' | 'no-capacity';
  /** In which container; default the first. */
  readonly container?: string;
  /** With which code one exits; default 1. */
  readonly exitCode?: number;
  /** How many seconds after its start one exits; default 5. */
  readonly after?: number;
  /** In place of AWS's usual words. */
  readonly reason?: string;
}

export interface ContainerScenario {
  /** Default the task's. */
  readonly status?: string;
  readonly agent?: AgentScenario;
  readonly health?: 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN';
  readonly exitCode?: number;
  readonly reason?: string;
  /** What its `sh` is, default this machine's; `ash` comes with busybox's tools and nothing else. False: no shell. */
  readonly shell?: ShellName | false;
  /** The only programs that it has beside `sh`; default this machine's, or those of `ash`. */
  readonly programs?: readonly string[];
}

/** An exec agent's status, or that it stopped and why. */
export type AgentScenario = 'RUNNING' | 'PENDING' | 'STOPPED' | { readonly stopped: string };

/** A container that AWS adds for Service Connect, or for GuardDuty's Runtime Monitoring. */
export type Sidecar = 'service-connect' | 'guardduty';

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html */
export type TaskStatus =
  'PROVISIONING' | 'PENDING' | 'ACTIVATING' | 'RUNNING' | 'DEACTIVATING' | 'STOPPING' | 'DEPROVISIONING' | 'STOPPED';

/** What RegisterTaskDefinition takes, and which revision that made. */
export type TaskDefinitionScenario = Partial<RegisterTaskDefinitionCommandInput> & {
  readonly family: string;
  /** Default 1. */
  readonly revision?: number;
  /** Default `ACTIVE`. */
  readonly status?: 'ACTIVE' | 'INACTIVE';
  /** What goes wrong in its tasks once the world lives. */
  readonly fails?: TaskFailure;
};

export type Tags = Readonly<Record<string, string>>;
