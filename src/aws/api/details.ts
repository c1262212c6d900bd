import type { ArnsPage, Described } from './clusters.ts';
import type { TaskReport } from './tasks.ts';

/** Questions about all that ECS says of one cluster, service or task, for who wants to read it. */
export interface Details {
  /** A cluster with its settings and configuration. Rejects with `cluster-not-found` where there is none. */
  cluster(arn: string, signal?: AbortSignal): Promise<ClusterDescription>;
  /** Rejects with `service-not-found` where the cluster has none of this ARN or name. */
  service(cluster: string, service: string, signal?: AbortSignal): Promise<ServiceDescription>;
  /**
   * The newest deployments of a service, the newest first; none where another controller than ECS deploys it. ECS
   * keeps those of 90 days (AmazonECS developer guide, "View service history using service deployments").
   */
  deployments(cluster: string, service: string, signal?: AbortSignal): Promise<readonly DeploymentDescription[]>;
  /** What a service's revisions are, by their ARNs: their task definitions as `family:revision`. */
  revisions(arns: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, string>>;
  /** Undefined where ECS no longer knows the task. */
  task(cluster: string, task: string, signal?: AbortSignal): Promise<DescribedTask | undefined>;
  /** A container instance, by its ARN; undefined where ECS no longer knows it. */
  instance(cluster: string, instance: string, signal?: AbortSignal): Promise<InstanceDescription | undefined>;
  /**
   * The ARNs of tasks that stop or have stopped, in pages: of one service, or of the whole cluster. ECS remembers them
   * for about an hour (AmazonECS developer guide, "stopped task errors").
   */
  stoppedArns(cluster: string, service: string | undefined, signal?: AbortSignal): AsyncIterable<ArnsPage>;
  /** Tasks by their ARNs, and how they ended: a call for each 100. */
  describeStopped(cluster: string, arns: readonly string[], signal?: AbortSignal): Promise<Described<StoppedTask>>;
}

/** A task that stops or has stopped. */
export interface StoppedTask extends TaskReport {
  readonly arn: string;
}

/** A task as ECS describes it, and as it is shown elsewhere. */
export interface DescribedTask {
  readonly description: TaskDescription;
  readonly report: TaskReport;
}

// The answers as ECS gives them, under the names of its API, of which only those parts are named here that code reads.
// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Types.html

type Maybe<Value> = Value | undefined;

export interface ClusterDescription {
  readonly clusterArn?: Maybe<string>;
  readonly clusterName?: Maybe<string>;
  readonly status?: Maybe<string>;
  readonly registeredContainerInstancesCount?: Maybe<number>;
  readonly runningTasksCount?: Maybe<number>;
  readonly pendingTasksCount?: Maybe<number>;
  readonly activeServicesCount?: Maybe<number>;
  readonly capacityProviders?: Maybe<readonly string[]>;
  readonly defaultCapacityProviderStrategy?: Maybe<readonly CapacityProviderShare[]>;
  readonly settings?: Maybe<readonly { readonly name?: Maybe<string>; readonly value?: Maybe<string> }[]>;
  readonly serviceConnectDefaults?: Maybe<{ readonly namespace?: Maybe<string> }>;
  readonly configuration?: Maybe<{ readonly executeCommandConfiguration?: Maybe<ExecConfiguration> }>;
  readonly tags?: Maybe<readonly Tag[]>;
}

export interface Tag {
  readonly key?: Maybe<string>;
  readonly value?: Maybe<string>;
}

export interface CapacityProviderShare {
  readonly capacityProvider?: Maybe<string>;
  readonly weight?: Maybe<number>;
  readonly base?: Maybe<number>;
}

/** What happens to sessions of ECS Exec in a cluster. */
export interface ExecConfiguration {
  readonly kmsKeyId?: Maybe<string>;
  /** `DEFAULT`, `OVERRIDE` or `NONE`. */
  readonly logging?: Maybe<string>;
  readonly logConfiguration?: Maybe<{
    readonly cloudWatchLogGroupName?: Maybe<string>;
    readonly cloudWatchEncryptionEnabled?: Maybe<boolean>;
    readonly s3BucketName?: Maybe<string>;
    readonly s3KeyPrefix?: Maybe<string>;
    readonly s3EncryptionEnabled?: Maybe<boolean>;
  }>;
}

export interface ServiceDescription {
  readonly serviceArn?: Maybe<string>;
  readonly serviceName?: Maybe<string>;
  readonly status?: Maybe<string>;
  readonly desiredCount?: Maybe<number>;
  readonly runningCount?: Maybe<number>;
  readonly pendingCount?: Maybe<number>;
  readonly launchType?: Maybe<string>;
  readonly capacityProviderStrategy?: Maybe<readonly CapacityProviderShare[]>;
  readonly platformVersion?: Maybe<string>;
  readonly platformFamily?: Maybe<string>;
  readonly taskDefinition?: Maybe<string>;
  readonly schedulingStrategy?: Maybe<string>;
  readonly deploymentController?: Maybe<{ readonly type?: Maybe<string> }>;
  readonly deploymentConfiguration?: Maybe<DeploymentSettings>;
  readonly enableExecuteCommand?: Maybe<boolean>;
  readonly resourceManagementType?: Maybe<string>;
  readonly healthCheckGracePeriodSeconds?: Maybe<number>;
  readonly createdAt?: Maybe<Date>;
  readonly createdBy?: Maybe<string>;
  readonly loadBalancers?: Maybe<readonly LoadBalancerTarget[]>;
  readonly serviceRegistries?: Maybe<readonly ServiceRegistry[]>;
  readonly networkConfiguration?: Maybe<NetworkConfiguration>;
  readonly deployments?: Maybe<readonly DeploymentPart[]>;
  readonly taskSets?: Maybe<readonly TaskSetDescription[]>;
  /** The newest 100, the newest first. */
  readonly events?: Maybe<readonly { readonly createdAt?: Maybe<Date>; readonly message?: Maybe<string> }[]>;
}

/** How a service is deployed. */
export interface DeploymentSettings {
  /** `ROLLING`, `BLUE_GREEN`, `LINEAR` or `CANARY`. */
  readonly strategy?: Maybe<string>;
  readonly minimumHealthyPercent?: Maybe<number>;
  readonly maximumPercent?: Maybe<number>;
  readonly bakeTimeInMinutes?: Maybe<number>;
  readonly deploymentCircuitBreaker?: Maybe<{ readonly enable: Maybe<boolean>; readonly rollback: Maybe<boolean> }>;
  readonly alarms?: Maybe<{
    readonly enable: Maybe<boolean>;
    readonly rollback: Maybe<boolean>;
    readonly alarmNames: Maybe<readonly string[]>;
  }>;
}

export interface LoadBalancerTarget {
  readonly targetGroupArn?: Maybe<string>;
  /** A Classic Load Balancer, in place of a target group. */
  readonly loadBalancerName?: Maybe<string>;
  readonly containerName?: Maybe<string>;
  readonly containerPort?: Maybe<number>;
  readonly advancedConfiguration?: Maybe<{ readonly alternateTargetGroupArn?: Maybe<string> }>;
}

/** A service of AWS Cloud Map. */
export interface ServiceRegistry {
  readonly registryArn?: Maybe<string>;
  readonly port?: Maybe<number>;
  readonly containerName?: Maybe<string>;
  readonly containerPort?: Maybe<number>;
}

export interface NetworkConfiguration {
  readonly awsvpcConfiguration?: Maybe<{
    readonly subnets: Maybe<readonly string[]>;
    readonly securityGroups?: Maybe<readonly string[]>;
    readonly assignPublicIp?: Maybe<string>;
  }>;
}

/** One of a service's `deployments`: the tasks of one revision that run now. */
export interface DeploymentPart {
  readonly id?: Maybe<string>;
  readonly status?: Maybe<string>;
  readonly taskDefinition?: Maybe<string>;
  readonly desiredCount?: Maybe<number>;
  readonly runningCount?: Maybe<number>;
  readonly pendingCount?: Maybe<number>;
  readonly failedTasks?: Maybe<number>;
  readonly createdAt?: Maybe<Date>;
  readonly rolloutState?: Maybe<string>;
  readonly rolloutStateReason?: Maybe<string>;
  readonly serviceConnectConfiguration?: Maybe<ServiceConnectConfiguration>;
}

export interface ServiceConnectConfiguration {
  readonly enabled: Maybe<boolean>;
  readonly namespace?: Maybe<string>;
  /** Empty for a service that is only a client of others. */
  readonly services?: Maybe<
    readonly {
      readonly portName: Maybe<string>;
      readonly discoveryName?: Maybe<string>;
      readonly clientAliases?: Maybe<readonly { readonly port: Maybe<number>; readonly dnsName?: Maybe<string> }[]>;
    }[]
  >;
}

export interface TaskSetDescription {
  readonly id?: Maybe<string>;
  readonly externalId?: Maybe<string>;
  readonly status?: Maybe<string>;
  readonly taskDefinition?: Maybe<string>;
  readonly computedDesiredCount?: Maybe<number>;
  readonly runningCount?: Maybe<number>;
  readonly pendingCount?: Maybe<number>;
  readonly createdAt?: Maybe<Date>;
  readonly stabilityStatus?: Maybe<string>;
  readonly loadBalancers?: Maybe<readonly LoadBalancerTarget[]>;
  readonly networkConfiguration?: Maybe<NetworkConfiguration>;
}

/** A deployment, past or present, of a service that ECS deploys. */
export interface DeploymentDescription {
  readonly serviceDeploymentArn?: Maybe<string>;
  readonly createdAt?: Maybe<Date>;
  readonly startedAt?: Maybe<Date>;
  readonly finishedAt?: Maybe<Date>;
  readonly stoppedAt?: Maybe<Date>;
  /** `IN_PROGRESS`, `SUCCESSFUL`, `ROLLBACK_SUCCESSFUL` … */
  readonly status?: Maybe<string>;
  readonly statusReason?: Maybe<string>;
  /** `SCALE_UP`, `BAKE_TIME` … */
  readonly lifecycleStage?: Maybe<string>;
  readonly targetServiceRevision?: Maybe<RevisionSummary>;
  readonly sourceServiceRevisions?: Maybe<readonly RevisionSummary[]>;
  readonly rollback?: Maybe<{ readonly reason?: Maybe<string>; readonly serviceRevisionArn?: Maybe<string> }>;
  readonly deploymentConfiguration?: Maybe<DeploymentSettings>;
  readonly deploymentCircuitBreaker?: Maybe<{
    readonly status?: Maybe<string>;
    readonly failureCount?: Maybe<number>;
    readonly threshold?: Maybe<number>;
  }>;
  readonly alarms?: Maybe<{
    readonly status?: Maybe<string>;
    readonly triggeredAlarmNames?: Maybe<readonly string[]>;
  }>;
}

export interface RevisionSummary {
  readonly arn?: Maybe<string>;
  readonly requestedTaskCount?: Maybe<number>;
  readonly runningTaskCount?: Maybe<number>;
  readonly pendingTaskCount?: Maybe<number>;
  readonly requestedProductionTrafficWeight?: Maybe<number>;
}

export interface TaskDescription {
  readonly taskArn?: Maybe<string>;
  readonly group?: Maybe<string>;
  readonly startedBy?: Maybe<string>;
  readonly taskDefinitionArn?: Maybe<string>;
  readonly lastStatus?: Maybe<string>;
  readonly desiredStatus?: Maybe<string>;
  readonly healthStatus?: Maybe<string>;
  readonly connectivity?: Maybe<string>;
  readonly launchType?: Maybe<string>;
  readonly capacityProviderName?: Maybe<string>;
  readonly platformVersion?: Maybe<string>;
  readonly platformFamily?: Maybe<string>;
  readonly containerInstanceArn?: Maybe<string>;
  readonly availabilityZone?: Maybe<string>;
  readonly cpu?: Maybe<string>;
  readonly memory?: Maybe<string>;
  readonly enableExecuteCommand?: Maybe<boolean>;
  readonly createdAt?: Maybe<Date>;
  readonly pullStartedAt?: Maybe<Date>;
  readonly pullStoppedAt?: Maybe<Date>;
  readonly startedAt?: Maybe<Date>;
  readonly stoppingAt?: Maybe<Date>;
  readonly stoppedAt?: Maybe<Date>;
  readonly stopCode?: Maybe<string>;
  readonly stoppedReason?: Maybe<string>;
  readonly tags?: Maybe<readonly Tag[]>;
  readonly containers?: Maybe<readonly ContainerDescription[]>;
  /** Network interfaces, volumes, proxies …, in any order. */
  readonly attachments?: Maybe<
    readonly {
      readonly type?: Maybe<string>;
      readonly status?: Maybe<string>;
      readonly details?: Maybe<readonly { readonly name?: Maybe<string>; readonly value?: Maybe<string> }[]>;
    }[]
  >;
  readonly overrides?: Maybe<{
    readonly taskRoleArn?: Maybe<string>;
    readonly containerOverrides?: Maybe<
      readonly {
        readonly name?: Maybe<string>;
        /** Values are often secret, though they should not be. */
        readonly environment?: Maybe<readonly { readonly name?: Maybe<string>; readonly value?: Maybe<string> }[]>;
      }[]
    >;
  }>;
}

export interface ContainerDescription {
  readonly name?: Maybe<string>;
  readonly image?: Maybe<string>;
  readonly imageDigest?: Maybe<string>;
  readonly runtimeId?: Maybe<string>;
  readonly lastStatus?: Maybe<string>;
  readonly healthStatus?: Maybe<string>;
  readonly exitCode?: Maybe<number>;
  readonly reason?: Maybe<string>;
  readonly cpu?: Maybe<string>;
  readonly memory?: Maybe<string>;
  readonly memoryReservation?: Maybe<string>;
  readonly networkInterfaces?: Maybe<
    readonly { readonly privateIpv4Address?: Maybe<string>; readonly ipv6Address?: Maybe<string> }[]
  >;
  readonly networkBindings?: Maybe<
    readonly {
      readonly bindIP?: Maybe<string>;
      readonly containerPort?: Maybe<number>;
      readonly hostPort?: Maybe<number>;
      readonly containerPortRange?: Maybe<string>;
      readonly hostPortRange?: Maybe<string>;
      readonly protocol?: Maybe<string>;
    }[]
  >;
  readonly managedAgents?: Maybe<
    readonly {
      readonly name?: Maybe<string>;
      readonly lastStatus?: Maybe<string>;
      readonly reason?: Maybe<string>;
      readonly lastStartedAt?: Maybe<Date>;
    }[]
  >;
}

export interface InstanceDescription {
  /** `i-…`; `mi-…` of ECS Anywhere, where it is a managed instance of Systems Manager. */
  readonly ec2InstanceId?: Maybe<string>;
  readonly status?: Maybe<string>;
  readonly agentConnected?: Maybe<boolean>;
  readonly versionInfo?: Maybe<{ readonly agentVersion?: Maybe<string> }>;
  readonly attributes?: Maybe<readonly { readonly name: Maybe<string>; readonly value?: Maybe<string> }[]>;
}
