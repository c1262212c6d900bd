import { LaunchType, SchedulingStrategy, type Service } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws/error.ts';
import type { Pages } from '../aws/pages.ts';
import type { Operation } from '../aws/protocol.ts';
import type { Life } from '../life/life.ts';
import type { ServiceLife } from '../life/service-life.ts';
import { serviceGroup, type World, type WorldCluster } from '../world/world.ts';
import { countsOf, describeEach } from './describe.ts';
import { findCluster, nameService } from './identifiers.ts';
import { revisionCounts } from './service-deployments.ts';
import { taskSetsOf } from './task-sets.ts';

/** ListServices answers ten at a time unless it is asked for more. */
const USUAL_PAGE = 10;

export function listServices(world: World, pages: Pages): Operation {
  return (input) => {
    const cluster = findCluster(world, input.text('cluster'));
    const launchType = input.oneOf('launchType', Object.values(LaunchType));
    const strategy = input.oneOf('schedulingStrategy', Object.values(SchedulingStrategy));
    const services = [...cluster.services.values()].filter(
      (service) =>
        (launchType === undefined || service.launchType === launchType) &&
        (strategy === undefined || service.schedulingStrategy === strategy),
    );
    const { items, nextToken } = pages.cut('ListServices', input, services, USUAL_PAGE);
    return { serviceArns: items.map(({ serviceArn }) => serviceArn), nextToken };
  };
}

export function describeServices(world: World, life: Life): Operation {
  return (input) => {
    const cluster = findCluster(world, input.text('cluster'));
    const include = input.someOf('include', ['TAGS']);
    const names = input.texts('services') ?? [];
    if (names.length === 0) {
      throw new AwsError('InvalidParameterException', 'Services cannot be empty.');
    }
    // The sentence is AWS's own: aws-toolkit-vscode#2362.
    if (names.length > 10) {
      throw new AwsError('InvalidParameterException', 'service names can have at most 10 items.');
    }
    const { described, failures } = describeEach(
      names,
      (name) => nameService(world, cluster, name),
      (service) => describeService(world, cluster, service, life.of(cluster, service), include.has('TAGS')),
    );
    return { services: described, failures };
  };
}

/** A service as ECS describes it, with its tasks counted. */
export function describeService(
  world: World,
  cluster: WorldCluster,
  service: Service,
  life: ServiceLife,
  withTags: boolean,
): Service {
  const group = serviceGroup(service.serviceName ?? '');
  const allTasks = [...cluster.tasks.values()].map(({ description }) => description);
  const counted = countsOf(allTasks.filter((task) => task.group === group));
  const ownDeployments = service.deploymentController?.type === 'ECS';
  return {
    ...service,
    ...counted,
    deployments: ownDeployments
      ? life.rollouts.map((rollout) => ({
          ...rollout.deployment,
          ...countsOf(life.tasksOf(rollout).map(({ description }) => description)),
        }))
      : [],
    taskSets: ownDeployments ? undefined : taskSetsOf(world, cluster, service),
    currentServiceRevisions: ownDeployments
      ? life.rollouts.map((rollout) => ({
          arn: rollout.revision.serviceRevisionArn,
          requestedTaskCount: rollout.deployment.desiredCount,
          ...revisionCounts(life, rollout),
        }))
      : undefined,
    tags: withTags ? service.tags : undefined,
  };
}
