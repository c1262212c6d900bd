import type { ContainerInstance, Service } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws/error.ts';
import { ecsArn, parseEcsArn } from '../world/arn.ts';
import type { World, WorldCluster, WorldTask } from '../world/world.ts';

/**
 * Clusters, services and tasks by name, id or ARN. Sentences are AWS's own where somebody has reported them: of a
 * foreign cluster (aws-toolkit-vscode#2915), of a foreign account (amazon-ecs-deploy-task-definition#261), of a bad
 * cluster name (amazon-ecs-nodejs-microservices#18), of a resource of the wrong type (aws-cli#7875).
 */

/** A resource that a request names, which need not exist. */
export interface Named<Resource> {
  readonly arn: string;
  readonly found: Resource | undefined;
}

const CLUSTER_NAME = /^[a-zA-Z0-9\-_]{1,255}$/;

/** Where the request names no cluster, ECS takes the one called `default`. */
export function nameCluster(world: World, identifier = 'default'): Named<WorldCluster> {
  const [name = ''] = identifier.startsWith('arn:') ? arnPath(world, identifier, 'cluster') : [identifier];
  if (!CLUSTER_NAME.test(name)) {
    throw invalid(`Cluster must match ${CLUSTER_NAME.source}, but was ${name}`);
  }
  return { arn: ecsArn(world, 'cluster', name), found: world.clusters.get(name) };
}

/** Throws `ClusterNotFoundException`; an inactive cluster is as good as none. */
export function findCluster(world: World, identifier: string | undefined): WorldCluster {
  const { found } = nameCluster(world, identifier);
  if (found?.description.status !== 'ACTIVE') {
    throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
  }
  return found;
}

export function nameService(world: World, cluster: WorldCluster, identifier: string): Named<Service> {
  const name = lastPart(world, cluster, identifier, 'service');
  return { arn: ecsArn(world, 'service', cluster.name, name), found: cluster.services.get(name) };
}

export function nameTask(world: World, cluster: WorldCluster, identifier: string): Named<WorldTask> {
  const id = lastPart(world, cluster, identifier, 'task');
  if (id.length !== 32 && id.length !== 36) {
    throw invalid('taskId length should be one of [32,36]');
  }
  return { arn: ecsArn(world, 'task', cluster.name, id), found: cluster.tasks.get(id) };
}

export function nameContainerInstance(
  world: World,
  cluster: WorldCluster,
  identifier: string,
): Named<ContainerInstance> {
  const id = lastPart(world, cluster, identifier, 'container-instance');
  if (id.length !== 32 && id.length !== 36) {
    throw invalid('containerInstanceId length should be one of [32,36]');
  }
  return { arn: ecsArn(world, 'container-instance', cluster.name, id), found: cluster.instances.get(id) };
}

function lastPart(world: World, cluster: WorldCluster, identifier: string, type: string): string {
  if (!identifier.startsWith('arn:')) {
    return identifier;
  }
  const [clusterName = '', name] = arnPath(world, identifier, type);
  // The ARNs of old resources have no cluster.
  if (name === undefined) {
    return clusterName;
  }
  if (clusterName !== cluster.name) {
    throw invalid(`Invalid identifier: Identifier is for cluster ${clusterName}. Your cluster is ${cluster.name}`);
  }
  return name;
}

function arnPath(world: World, text: string, type: string): readonly string[] {
  const arn = parseEcsArn(text);
  if (arn === undefined) {
    throw invalid(`Invalid identifier: ${text}`);
  }
  const { region, account, path } = arn;
  if (account !== world.account) {
    throw invalid(`Identifier is for ${account}. Your accountId is ${world.account}`);
  }
  if (region !== world.region) {
    throw invalid(`Identifier is for ${region}. Your region is ${world.region}`);
  }
  if (arn.type !== type) {
    throw invalid(`Unsupported resource type: ${arn.type}`);
  }
  return path;
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
