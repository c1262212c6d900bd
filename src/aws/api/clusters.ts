import type { Task, TaskReport } from './tasks.ts';

/** Questions about what runs in ECS. */
export interface Clusters {
  /** All clusters, in pages as they arrive. Described: names, counts, status. */
  listClusters(signal?: AbortSignal): AsyncIterable<readonly Cluster[]>;
  /** All services of a cluster, in pages. */
  listServices(cluster: string, signal?: AbortSignal): AsyncIterable<readonly Service[]>;
  /** All tasks of a cluster that are not stopped, in pages. */
  listTasks(cluster: string, filter: TaskFilter, signal?: AbortSignal): AsyncIterable<readonly Task[]>;
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
  /** Tasks that no service started. */
  | { readonly kind: 'standalone' };

export interface Cluster {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
  readonly runningTasks: number;
  readonly pendingTasks: number;
}

export interface Service {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
  readonly desired: number;
  readonly running: number;
  readonly launchType: string | undefined;
  /** Whether *new* tasks of the service are started with exec on. */
  readonly execEnabled: boolean;
}
