import type {
  Deployment,
  Service,
  ServiceDeployment,
  ServiceDeploymentCircuitBreaker,
  ServiceRevision,
} from '@aws-sdk/client-ecs';
import { ecsArn } from '../world/arn.ts';
import { digits, uuid } from '../world/identity.ts';
import type { World, WorldCluster } from '../world/world.ts';

/** One deployment of a service, in the three forms in which ECS describes it. */
export interface Rollout {
  /** As DescribeServices has it, but for its counts. Its id is what started its tasks. */
  readonly deployment: Deployment;
  /** As DescribeServiceDeployments has it, but for its counts. */
  readonly record: ServiceDeployment;
  /** What it brings. */
  readonly revision: ServiceRevision;
}

/** Makes names of deployments and revisions: the same ones in every run. */
export function deploymentIds(world: World, { name }: WorldCluster, { serviceName = '' }: Service, position: number) {
  const seed = [name, serviceName, 'deployment', position] as const;
  return {
    // The first one is in the scenario's tasks, too.
    id: `ecs-svc/${position === 0 ? digits(19, name, serviceName) : digits(19, ...seed)}`,
    deploymentArn: ecsArn(world, 'service-deployment', name, serviceName, shortId(...seed)),
    revisionArn: ecsArn(world, 'service-revision', name, serviceName, digits(19, 'revision', ...seed)),
  };
}

/** What a service would bring if it were deployed as it is. */
export function revisionOf(world: World, service: Service, arn: string, createdAt: Date): ServiceRevision {
  const definition = world.taskDefinitions.get(service.taskDefinition ?? '')?.description;
  return {
    serviceRevisionArn: arn,
    serviceArn: service.serviceArn,
    clusterArn: service.clusterArn,
    taskDefinition: service.taskDefinition,
    capacityProviderStrategy: service.capacityProviderStrategy,
    launchType: service.launchType,
    platformVersion: service.platformVersion,
    platformFamily: service.platformFamily,
    loadBalancers: service.loadBalancers,
    serviceRegistries: service.serviceRegistries,
    networkConfiguration: service.networkConfiguration,
    containerImages: definition?.containerDefinitions?.map(({ name, image }) => ({ containerName: name, image })),
    guardDutyEnabled: false,
    serviceConnectConfiguration: service.deployments?.[0]?.serviceConnectConfiguration,
    createdAt,
  };
}

/** The circuit breaker of a deployment: half of the desired count, but at least 3 and at most 200 failures. */
export function circuitBreakerOf({
  deploymentConfiguration = {},
  desiredCount = 0,
}: Service): ServiceDeploymentCircuitBreaker {
  const { deploymentCircuitBreaker: breaker } = deploymentConfiguration;
  const { type, value = 50 } = breaker?.thresholdConfiguration ?? {};
  const threshold = type === 'COUNT' ? value : Math.min(200, Math.max(3, Math.ceil((desiredCount * value) / 100)));
  return { status: breaker?.enable === true ? 'MONITORING' : 'DISABLED', failureCount: 0, threshold };
}

/** ECS's ids of deployments have 21 letters and digits. */
function shortId(...names: readonly (string | number)[]): string {
  return Buffer.from(uuid(...names).replaceAll('-', ''), 'hex')
    .toString('base64url')
    .slice(0, 21);
}
