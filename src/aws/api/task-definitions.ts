/** Questions about task definitions. */
export interface TaskDefinitions {
  /**
   * A task definition by `family:revision`, as `Task.definition` names it. It is asked for once: nothing in it changes
   * but its status.
   */
  describe(definition: string, signal?: AbortSignal): Promise<TaskDefinition>;
}

/**
 * A task definition as DescribeTaskDefinition answers it, whole and under the names of the API: `JSON.stringify` makes
 * of it what the AWS CLI prints. Only those parts that code reads are named here.
 */
export interface TaskDefinition {
  readonly containerDefinitions?: readonly ContainerDefinition[] | undefined;
  readonly runtimePlatform?: RuntimePlatform | undefined;
}

export interface ContainerDefinition {
  readonly name?: string | undefined;
  readonly portMappings?: readonly PortMapping[] | undefined;
  readonly logConfiguration?: LogConfiguration | undefined;
}

/** Where the container's output goes. */
export interface LogConfiguration {
  /** `awslogs`, `awsfirelens`, `splunk` … */
  readonly logDriver?: string | undefined;
  readonly options?: Readonly<Record<string, string>> | undefined;
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
