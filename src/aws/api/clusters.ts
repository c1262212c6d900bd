import type { Task, TaskReport } from './tasks.ts';

/** Questions about what runs in ECS. */
export interface Clusters {
  /**
   * All clusters, in pages as they arrive, and after them those that the connection was given as favourites. Described:
   * names, counts, status.
   */
  listClusters(signal?: AbortSignal): AsyncIterable<readonly Cluster[]>;
  /** All services of a cluster, in pages. */
  listServices(cluster: string, signal?: AbortSignal): AsyncIterable<readonly Service[]>;
  /** All tasks of a cluster that are not stopped, in pages. */
  listTasks(cluster: string, filter: TaskFilter, signal?: AbortSignal): AsyncIterable<readonly Task[]>;
  /**
   * The ARNs of all clusters, in pages of up to 100, undescribed: a call for each page, when it is wanted. Then those
   * of the favourites, or their names where AWS does not tell.
   */
  clusterArns(signal?: AbortSignal): AsyncIterable<ArnsPage>;
  /** The ARNs of a cluster's services, as `clusterArns`. */
  serviceArns(cluster: string, signal?: AbortSignal): AsyncIterable<ArnsPage>;
  /** The ARNs of a cluster's tasks that are not stopped, of a service, of a family or of all, as `clusterArns`. */
  taskArns(
    cluster: string,
    of: string | { readonly family: string } | undefined,
    signal?: AbortSignal,
  ): AsyncIterable<ArnsPage>;
  /**
   * Clusters by their ARNs or names, in that order: a call for each 100. A favourite that does not exist has the status
   * `MISSING`. Those that the user may not describe have `UNKNOWN`: they can be asked about all the same.
   */
  describeClusters(clusters: readonly string[], signal?: AbortSignal): Promise<Described<Cluster>>;
  /** Services of a cluster by their ARNs, in that order: a call for each 10. */
  describeServices(cluster: string, arns: readonly string[], signal?: AbortSignal): Promise<Described<Service>>;
  /**
   * Tasks of a cluster by their ARNs or ids, in that order: a call for each 100. Those that have stopped are among
   * them, for as long as ECS remembers them.
   */
  describeTasks(cluster: string, arns: readonly string[], signal?: AbortSignal): Promise<Described<Task>>;
  /**
   * What has become of tasks, by their ARNs, in any order; also of those that have stopped, which ECS remembers for
   * about an hour (AmazonECS developer guide, "stopped task errors"). One that it no longer knows is left out.
   */
  taskReports(cluster: string, tasks: readonly string[], signal?: AbortSignal): Promise<readonly TaskReport[]>;
  /**
   * The operating system of a container instance, by its ARN: `linux` or `windows`; undefined where it is not known any
   * more.
   */
  instanceOperatingSystem(cluster: string, instance: string, signal?: AbortSignal): Promise<string | undefined>;
}

export type TaskFilter =
  | { readonly kind: 'all' }
  /** Tasks of one service, by its name. */
  | { readonly kind: 'service'; readonly service: string }
  /** Tasks of one family of task definitions, whoever started them. */
  | { readonly kind: 'family'; readonly family: string }
  /** Tasks that no service started. */
  | { readonly kind: 'standalone' };

/** A page of a list. */
export interface ArnsPage {
  readonly arns: readonly string[];
  /** Whether another page follows. */
  readonly hasMore: boolean;
}

/** What an answer describes, and of what it does not. */
export interface Described<Item> {
  readonly items: readonly Item[];
  /** Those that it could not describe, by their ARNs, with ECS's reason: `MISSING` for what does not exist any more. */
  readonly failures: ReadonlyMap<string, string>;
}

export interface Cluster {
  /** The name, where AWS has not told the ARN. AWS takes either for a cluster. */
  readonly arn: string;
  readonly name: string;
  /** `ACTIVE`, `PROVISIONING` …; `MISSING` where there is no such cluster, `UNKNOWN` where nobody may tell. */
  readonly status: string;
  /** All counts are 0 where the status is `MISSING` or `UNKNOWN`. */
  readonly runningTasks: number;
  readonly pendingTasks: number;
  readonly activeServices: number;
  /** EC2 instances, one's own machines and Managed Instances that are registered; 0 on Fargate alone. */
  readonly instances: number;
}

export interface Service {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  /** Undefined where a capacity provider strategy is used instead. */
  readonly launchType: string | undefined;
  /** Names of the capacity providers of its strategy: `FARGATE_SPOT` …; empty where it has a launch type. */
  readonly capacityProviders: readonly string[];
  /** `family:revision`; undefined where another controller than ECS deploys. */
  readonly definition: string | undefined;
  /** `REPLICA`, or `DAEMON`, which has no desired count of its own. */
  readonly scheduling: string;
  /** Who deploys it: `ECS`, `CODE_DEPLOY` or `EXTERNAL`. */
  readonly controller: string;
  /** Whether ECS manages it, as it does an Express service. */
  readonly isExpress: boolean;
  /** The deployments that have tasks or are under way, or the task sets of another controller, the newest first. */
  readonly rollouts: readonly Rollout[];
  /** What ECS said last of it. */
  readonly lastEvent: ServiceEvent | undefined;
  /** Whether *new* tasks of the service are started with exec on. */
  readonly execEnabled: boolean;
}

/** A part of a service's tasks that came from one deployment, or that is one task set. */
export interface Rollout {
  readonly id: string;
  /** `PRIMARY` for the newest, `ACTIVE` for one that it replaces. */
  readonly status: string;
  /** `family:revision`. */
  readonly definition: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  /** Tasks that could not be started. */
  readonly failed: number;
  /** `IN_PROGRESS`, `COMPLETED` or `FAILED`; undefined where ECS does not say. */
  readonly state: string | undefined;
  /** Why it is in this state, in ECS's words. */
  readonly reason: string | undefined;
  readonly createdAt: Date | undefined;
}

/** What ECS has told of a service, in its own words. */
export interface ServiceEvent {
  readonly id: string;
  readonly at: Date | undefined;
  readonly message: string;
}
