/** Questions about task definitions. */
export interface TaskDefinitions {
  /**
   * A task definition by `family:revision`, as `Task.definition` names it. It is asked for once: nothing in it changes
   * but its status.
   */
  describe(definition: string, signal?: AbortSignal): Promise<TaskDefinition>;
  /** The newest revisions of a family that are active, as `family:revision`, the newest first; at most 100. */
  revisions(family: string, signal?: AbortSignal): Promise<readonly string[]>;
}

/**
 * A task definition as DescribeTaskDefinition answers it, whole and under the names of the API: `JSON.stringify` makes
 * of it what the AWS CLI prints. Only those parts that code reads are named here.
 */
export interface TaskDefinition {
  readonly containerDefinitions?: readonly ContainerDefinition[] | undefined;
  readonly runtimePlatform?: RuntimePlatform | undefined;
  readonly family?: string | undefined;
  readonly revision?: number | undefined;
  readonly taskRoleArn?: string | undefined;
  /** `task` where its containers share one process namespace, or `host`. */
  readonly pidMode?: string | undefined;
  readonly volumes?: readonly Volume[] | undefined;
}

export interface ContainerDefinition {
  readonly name?: string | undefined;
  readonly portMappings?: readonly PortMapping[] | undefined;
  readonly logConfiguration?: LogConfiguration | undefined;
  readonly essential?: boolean | undefined;
  readonly image?: string | undefined;
  readonly entryPoint?: readonly string[] | undefined;
  /** Values are often secret, though they should not be. */
  readonly environment?: readonly Variable[] | undefined;
  readonly environmentFiles?: readonly { readonly value?: string | undefined }[] | undefined;
  readonly secrets?: readonly Secret[] | undefined;
}

/** Where the container's output goes. */
export interface LogConfiguration {
  /** `awslogs`, `awsfirelens`, `splunk` … */
  readonly logDriver?: string | undefined;
  readonly options?: Readonly<Record<string, string>> | undefined;
}

export interface Variable {
  readonly name?: string | undefined;
  readonly value?: string | undefined;
}

export interface Secret {
  readonly name?: string | undefined;
  /** Where its value is kept. */
  readonly valueFrom?: string | undefined;
}

export interface Volume {
  readonly name?: string | undefined;
  /** Whether it is only said when a task is started what the volume is. */
  readonly configuredAtLaunch?: boolean | undefined;
}

export interface PortMapping {
  readonly containerPort?: number | undefined;
  /** `tcp` unless given. */
  readonly protocol?: string | undefined;
}

export interface RuntimePlatform {
  /** As ECS writes it: `LINUX`, `WINDOWS_SERVER_2022_CORE`. */
  readonly operatingSystemFamily?: string | undefined;
}
