export interface Task {
  readonly arn: string;
  /** The last part of the ARN. */
  readonly id: string;
  readonly clusterArn: string;
  /** What started it: `service:<name>`, `family:<name>` … */
  readonly group: string | undefined;
  /** Family and revision, `web:12`. */
  readonly definition: string;
  readonly lastStatus: string;
  readonly desiredStatus: string;
  /** `FARGATE`, `EC2`, `EXTERNAL` for ECS Anywhere, or `MANAGED_INSTANCES`. */
  readonly launchType: string | undefined;
  /** `FARGATE_SPOT` …; undefined where a launch type was named. */
  readonly capacityProvider: string | undefined;
  /** `Linux`, `WINDOWS_SERVER_2022_CORE` …; of tasks on Fargate alone. */
  readonly platformFamily: string | undefined;
  /** Of tasks on EC2 and on instances of one's own alone. */
  readonly containerInstanceArn?: string | undefined;
  readonly createdAt: Date | undefined;
  readonly startedAt: Date | undefined;
  /** Undefined before it has been placed. */
  readonly zone: string | undefined;
  /** `HEALTHY`, `UNHEALTHY`, or `UNKNOWN` where it has no health check or has not been checked yet. */
  readonly health: string;
  /** Who started it: `ecs-svc/123…` for a deployment, or what whoever ran it has written. */
  readonly startedBy: string | undefined;
  readonly execEnabled: boolean;
  readonly containers: readonly Container[];
}

export interface Container {
  readonly arn: string;
  readonly name: string;
  readonly image: string | undefined;
  readonly lastStatus: string;
  /** As for a task. */
  readonly health: string;
  /** What its runtime calls it: on EC2, Docker's id. Undefined before it has one. */
  readonly runtimeId?: string | undefined;
  /** The agent that ECS Exec needs; undefined where the container has none. */
  readonly execAgent: { readonly status: string; readonly reason: string | undefined } | undefined;
}

/** A task, and how it ended if it did. The words are those of ECS, or of who stopped it. */
export interface TaskReport {
  readonly task: Task;
  /** `EssentialContainerExited`, `UserInitiated` …; undefined while nothing stops it. */
  readonly stopCode: string | undefined;
  readonly stoppedReason: string | undefined;
  readonly stoppedAt: Date | undefined;
  /** Of the containers about whose end something is known. */
  readonly exits: readonly ContainerExit[];
}

export interface ContainerExit {
  readonly container: string;
  readonly exitCode: number | undefined;
  /** `OutOfMemoryError: Container killed due to memory usage`, for example. */
  readonly reason: string | undefined;
}

export interface ContainerRequest {
  readonly clusterArn: string;
  readonly taskArn: string;
  readonly container: string;
}
