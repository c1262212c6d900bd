import type { Service } from './clusters.ts';
import type { Task } from './tasks.ts';

/**
 * All that changes something in AWS, but for sessions, and what has to be known just before it is changed: what a view
 * shows may be minutes old. Each change rejects with the `Problem` of `ConnectOptions.refuse` where that gives one, and
 * asks AWS nothing then. One that is cancelled may have been made all the same.
 */
export interface Changes {
  /** A service as it is now. Rejects with `service-not-found` where there is none. */
  service(service: ServiceName, signal?: AbortSignal): Promise<ServiceState>;
  /**
   * Changes a service in one UpdateService that never names a task definition: a family alone would deploy its newest
   * revision, which nobody asked for. Resolves with the ID of the deployment that is the service's newest then, such as
   * `ecs-svc/123`; undefined where ECS does not say.
   */
  updateService(service: ServiceName, change: ServiceChange, signal?: AbortSignal): Promise<string | undefined>;
  /** A deployment of a service, by its ARN. Rejects with `deployment-not-found` where ECS no longer knows it. */
  deployment(arn: string, signal?: AbortSignal): Promise<DeploymentState>;
  /** Stops a deployment under way and takes the service back to the revision before: the only way that ECS has. */
  rollBack(deployment: string, signal?: AbortSignal): Promise<void>;
  /** Goes on with, or rolls back, a deployment that waits at a hook for somebody's decision. */
  decide(deployment: string, hook: string, decision: Decision, signal?: AbortSignal): Promise<void>;
  /** Until when a task is protected from its service's scaling in; undefined where it is not, or nobody can say. */
  protection(task: TaskName, signal?: AbortSignal): Promise<Protection | undefined>;
  /** The reason is shown to everybody who describes the task afterwards. */
  stopTask(task: TaskName, reason: string | undefined, signal?: AbortSignal): Promise<void>;
  /** Starts one task. Rejects with `not-started` where ECS says in its answer why it could not. */
  runTask(run: RunTask, signal?: AbortSignal): Promise<Task>;
  /** An inline policy of a role, as JSON; undefined where the role has none of this name. */
  rolePolicy(policy: RolePolicyName, signal?: AbortSignal): Promise<string | undefined>;
  /** Adds an inline policy, as JSON, to a role. One of the same name is lost. */
  putRolePolicy(policy: RolePolicyName, document: string, signal?: AbortSignal): Promise<void>;
  /** Replaces the trust policy of a role, by its name, with this one, as JSON. */
  updateTrust(role: string, document: string, signal?: AbortSignal): Promise<void>;
}

/** An inline policy, by its own name and that of its role without its path. */
export interface RolePolicyName {
  readonly role: string;
  readonly policy: string;
}

/** A service, by its cluster's ARN and its own. */
export interface ServiceName {
  readonly clusterArn: string;
  readonly serviceArn: string;
}

/** A task, by its cluster's ARN and its own. */
export interface TaskName {
  readonly clusterArn: string;
  readonly taskArn: string;
}

/** What becomes of a service. */
export type ServiceChange =
  /** Exec for new tasks. `deploy` replaces those that run: exec cannot be switched on or off in them. */
  | { readonly kind: 'exec'; readonly enabled: boolean }
  /** New tasks in place of all that run. */
  | { readonly kind: 'deploy' }
  | { readonly kind: 'desired'; readonly count: number };

/** A service just before it is changed. */
export interface ServiceState extends Pick<
  Service,
  'arn' | 'name' | 'status' | 'desired' | 'running' | 'execEnabled' | 'controller' | 'scheduling'
> {
  /** The ARN of the deployment that is under way, or was the last one; undefined where ECS does not say. */
  readonly deployment: string | undefined;
  /** Those that have tasks, or should: the newest, and those that it replaces. */
  readonly deployments: readonly RolloutState[];
  /** How it starts tasks: those of its primary task set, where another controller than ECS deploys. */
  readonly launch: Launch;
}

/** A deployment as its service tells of it. */
export interface RolloutState {
  /** Such as `ecs-svc/123`, and no ARN. */
  readonly id: string;
  /** Whether the service is to run this one. Once rolled back, it is another. */
  readonly isPrimary: boolean;
  /** Why it has failed, in ECS's words; undefined where it has not. */
  readonly failure: string | undefined;
}

/** How a service starts tasks, as RunTask takes it. What is inside is ECS's own. */
export interface Launch {
  /** The ARN of its task definition; undefined where nothing is deployed yet. */
  readonly taskDefinition: string | undefined;
  readonly launchType: string | undefined;
  /** In place of the launch type; none where it is empty. */
  readonly capacityProviders: readonly CapacityProvider[];
  readonly platformVersion: string | undefined;
  /** Of tasks in network mode `awsvpc` alone. */
  readonly network: Network | undefined;
}

export interface CapacityProvider {
  readonly name: string;
  readonly weight: number | undefined;
  readonly base: number | undefined;
}

export interface Network {
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly publicIp: boolean;
}

/** A deployment, as far as a decision about it needs. */
export interface DeploymentState {
  readonly arn: string;
  /** `PENDING`, `IN_PROGRESS`, `SUCCESSFUL`, `STOPPED`, `ROLLBACK_IN_PROGRESS` … */
  readonly status: string;
  /** `SCALE_UP`, `BAKE_TIME` …; undefined where ECS does not say. */
  readonly stage: string | undefined;
  /** The hooks at which it waits for somebody's decision. */
  readonly waiting: readonly WaitingHook[];
}

export interface WaitingHook {
  readonly id: string;
  /** When nobody will be waited for any longer. */
  readonly expiresAt: Date | undefined;
  /** What happens then. */
  readonly otherwise: string | undefined;
}

export type Decision = 'CONTINUE' | 'ROLLBACK';

export interface Protection {
  readonly until: Date | undefined;
}

/** One task to be started. */
export interface RunTask {
  readonly clusterArn: string;
  readonly launch: Launch & { readonly taskDefinition: string };
  /** What one of its containers runs in place of the command of its definition. */
  readonly command: { readonly container: string; readonly words: readonly string[] };
  /** Who started it, for those who look at it; at most 128 letters, digits, `-` and `_`. */
  readonly startedBy: string;
  /** With the same one, at most 64 characters, ECS starts no second task. */
  readonly token: string;
}
