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
import type { PolicyDocument } from '../iam/document.ts';
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
  /**
   * Log groups by name. One that a task definition names, or a cluster for its sessions, need not be here. False: there
   * is none all the same.
   */
  readonly logs?: Readonly<Record<string, LogGroupScenario | false>>;
  /** Buckets of Amazon S3 by name. One that a cluster names need not be here. False: there is none all the same. */
  readonly buckets?: Readonly<Record<string, BucketScenario | false>>;
  /**
   * The VPCs, in the first of which tasks run that name no subnet. Default one with two private subnets, `a` and `b`,
   * and a NAT gateway.
   */
  readonly vpcs?: readonly VpcScenario[];
  /** Roles of IAM. One that a task definition names and that is not here is ready for exec. */
  readonly roles?: readonly RoleScenario[];
  /** The account's own managed policies by name, with a path before it where they have one. */
  readonly policies?: Readonly<Record<string, PolicyDocument>>;
  /** Names of roles by instance profile; default the profile `ecsInstanceRole` of the role of that name. */
  readonly instanceProfiles?: Readonly<Record<string, string>>;
  /**
   * Those of the organization that the account is in, by name; default it is in none. Where none of them allows
   * anything, `FullAWSAccess` is there as well.
   */
  readonly serviceControlPolicies?: Readonly<Record<string, PolicyDocument>>;
  /** Who calls: a session of a role; default the user `test`. */
  readonly caller?: CallerScenario;
  /** What the caller may do; default everything, or what its role may. */
  readonly permissions?: 'everything' | PolicyDocument;
  /** IP addresses by host name: the only names that containers can resolve. */
  readonly hosts?: Readonly<Record<string, string>>;
  /**
   * Ports of this machine that stand in for those of containers (`8080`) and of remote hosts (`db.internal:5432`)
   * when they are forwarded. One that is not here stands for itself.
   */
  readonly ports?: Readonly<Record<string, number>>;
}

export interface VpcScenario {
  readonly name: string;
  /** Default `10.0.0.0/16`. */
  readonly cidr?: string;
  /** Account that it belongs to where it is shared; default the world's own. */
  readonly owner?: string;
  /** Its two DNS attributes; default true. */
  readonly dnsSupport?: boolean;
  readonly dnsHostnames?: boolean;
  /** Name servers of its DHCP options; default Amazon's own. */
  readonly resolvers?: readonly string[];
  readonly subnets?: readonly SubnetScenario[];
  /** Of its main route table, beside the local one; default all through a NAT gateway. */
  readonly routes?: readonly RouteScenario[];
  readonly endpoints?: readonly EndpointScenario[];
  /** By name, which is unique in the scenario. */
  readonly securityGroups?: Readonly<Record<string, SecurityGroupScenario>>;
  /** Network ACLs by name; a subnet that names none has the VPC's, which allows everything. */
  readonly acls?: Readonly<Record<string, readonly AclRuleScenario[]>>;
}

export interface SubnetScenario {
  /** Unique in the scenario. */
  readonly name: string;
  /** Default the VPC's. */
  readonly cidr?: string;
  readonly ipv6Cidr?: string;
  /** Whether it has no IPv4; default false. */
  readonly ipv6Native?: boolean;
  /** The letter of its Availability Zone; default `a` and `b` in turn. */
  readonly zone?: string;
  /** Of a route table of its own, beside the local one; default it has the VPC's main route table. */
  readonly routes?: readonly RouteScenario[];
  readonly acl?: string;
}

export interface RouteScenario {
  /** A block of addresses, or a prefix list. */
  readonly to: string;
  readonly through:
    | 'internet-gateway'
    | 'nat-gateway'
    | 'transit-gateway'
    | 'virtual-private-gateway'
    | 'local-gateway'
    | 'egress-only-internet-gateway'
    | 'vpc-peering'
    | 'vpc-endpoint'
    | 'network-interface';
  /** Default `active`. */
  readonly state?: 'active' | 'blackhole';
}

export interface EndpointScenario {
  /** `ssmmessages`, or the whole name. */
  readonly service: string;
  /** Default `Interface`. */
  readonly type?: 'Interface' | 'Gateway';
  /** Default `available`. */
  readonly state?: 'available' | 'pending' | 'pendingAcceptance' | 'deleting' | 'rejected' | 'failed' | 'expired';
  readonly failureReason?: string;
  /** Default true for an interface. */
  readonly privateDns?: boolean;
  /** Names of subnets; default all of its VPC. */
  readonly subnets?: readonly string[];
  /** Names of security groups. */
  readonly securityGroups?: readonly string[];
  /** Default that which allows everything. */
  readonly policy?: PolicyDocument;
}

export interface SecurityGroupScenario {
  /** Default nothing. */
  readonly ingress?: readonly GroupRuleScenario[];
  /** Default everything. */
  readonly egress?: readonly GroupRuleScenario[];
}

export interface GroupRuleScenario {
  /** Default all of them, `-1`. */
  readonly protocol?: string;
  readonly from?: number;
  /** Default `from`. */
  readonly to?: number;
  readonly cidrs?: readonly string[];
  /** Names of security groups. */
  readonly groups?: readonly string[];
  readonly prefixLists?: readonly string[];
}

export interface AclRuleScenario {
  readonly number: number;
  readonly direction: 'in' | 'out';
  readonly action: 'allow' | 'deny';
  /** Number of a protocol; default all of them, `-1`. TCP is `6`. */
  readonly protocol?: string;
  readonly from?: number;
  /** Default `from`. */
  readonly to?: number;
  /** Default `0.0.0.0/0`. */
  readonly cidr?: string;
}

/** Where a task or an instance is in a VPC. */
export interface PlaceScenario {
  /** Names of subnets, of which a task gets one; default those of the first VPC. */
  readonly subnets?: readonly string[];
  /** Names of security groups; default one of its service's own that lets everything out. */
  readonly securityGroups?: readonly string[];
  /** Whether it gets a public IPv4 address, which tasks on EC2 instances never do; default false. */
  readonly publicIp?: boolean;
}

export interface RoleScenario {
  readonly name: string;
  /** Default `/`; that of IAM Identity Center is `/aws-reserved/sso.amazonaws.com/<region>/`. */
  readonly path?: string;
  /** Default that of a task role. */
  readonly trust?: PolicyDocument;
  /** Its inline policies by name. Without these and `managed`, it is ready for exec; as the caller's, may do all. */
  readonly policies?: Readonly<Record<string, PolicyDocument>>;
  /** Names or ARNs of managed policies. */
  readonly managed?: readonly string[];
  /** Its permissions boundary. */
  readonly boundary?: PolicyDocument;
}

export interface CallerScenario {
  readonly role: string;
  /** Name of the session; default `test`. */
  readonly session?: string;
}

export interface LogGroupScenario {
  /** Default `STANDARD`. */
  readonly logClass?: 'STANDARD' | 'INFREQUENT_ACCESS';
  /** What each container that writes to it writes, again and again; default nothing. */
  readonly lines?: readonly string[];
  /** Seconds between two lines; default 5. */
  readonly every?: number;
  /** ARN of the key that it is encrypted with; default none. */
  readonly kmsKeyId?: string;
}

export interface KeyScenario {
  /** A UUID; made up where missing. */
  readonly id?: string;
  /** With its `alias/`. */
  readonly alias?: string;
  /** Default true. */
  readonly enabled?: boolean;
  /** In how many days it is deleted; default never. */
  readonly deletedIn?: number;
  /** Default `ENCRYPT_DECRYPT`. */
  readonly usage?: 'ENCRYPT_DECRYPT' | 'SIGN_VERIFY';
  /** Default that with which the account's IAM policies decide. */
  readonly policy?: PolicyDocument;
}

export interface BucketScenario {
  /** Default the world's. */
  readonly region?: string;
  /** Account that it belongs to; default the world's. */
  readonly owner?: string;
  /** Default `AES256`; false: it has no such configuration. */
  readonly encryption?: 'AES256' | 'aws:kms' | false;
  /** ARN of the KMS key. */
  readonly keyId?: string;
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
  /** Where its tasks with a network interface of their own are, unless they say otherwise. */
  readonly network?: PlaceScenario;
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
  /** Default `ecsInstanceRole`; false: it has none. */
  readonly profile?: string | false;
  /** Its Amazon Machine Image; default one that is optimized for ECS and new. */
  readonly image?: ImageScenario;
  readonly network?: PlaceScenario;
}

export interface ImageScenario {
  readonly name: string;
  /** When it was made, `2026-10-01`. */
  readonly created: string;
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
  /** Default the cluster's. */
  readonly network?: PlaceScenario;
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
  /** Minutes since its newest deployment began; default as old as the world. */
  readonly deployed?: number;
  /** Whether that is still under way; default false. */
  readonly deploying?: boolean;
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
  readonly network?: PlaceScenario;
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
  /** Of Fargate; default `1.4.0`. */
  readonly platformVersion?: string;
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
