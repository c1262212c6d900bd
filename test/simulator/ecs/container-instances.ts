import type { ContainerInstance } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws/error.ts';
import type { Pages } from '../aws/pages.ts';
import type { Operation } from '../aws/protocol.ts';
import type { World, WorldCluster } from '../world/world.ts';
import { describeEach, isPending, isRunning } from './describe.ts';
import { findCluster, nameContainerInstance } from './identifiers.ts';

/** The sentences of its refusals are made after those of DescribeTasks; AWS's own are not on record. */
export function listContainerInstances(world: World, pages: Pages): Operation {
  return (input) => {
    const cluster = findCluster(world, input.text('cluster'));
    const status = input.oneOf('status', ['ACTIVE', 'DRAINING', 'REGISTERING', 'DEREGISTERING', 'REGISTRATION_FAILED']);
    if (input.text('filter') !== undefined) {
      throw new AwsError('InvalidParameterException', 'The simulator does not know the cluster query language.');
    }
    const instances = [...cluster.instances.values()].filter(
      (instance) => status === undefined || instance.status === status,
    );
    const { items, nextToken } = pages.cut('ListContainerInstances', input, instances);
    return { containerInstanceArns: items.map(({ containerInstanceArn }) => containerInstanceArn), nextToken };
  };
}

export function describeContainerInstances(world: World): Operation {
  return (input) => {
    const cluster = findCluster(world, input.text('cluster'));
    const include = input.someOf('include', ['TAGS', 'CONTAINER_INSTANCE_HEALTH']);
    const ids = input.texts('containerInstances') ?? [];
    if (ids.length === 0) {
      throw new AwsError('InvalidParameterException', 'Container instances cannot be empty.');
    }
    if (ids.length > 100) {
      throw new AwsError('InvalidParameterException', 'containerInstanceIds can have at most 100 items.');
    }
    const { described, failures } = describeEach(
      ids,
      (id) => nameContainerInstance(world, cluster, id),
      (instance) => describe(cluster, instance, include.has('CONTAINER_INSTANCE_HEALTH')),
    );
    return { containerInstances: described, failures };
  };
}

function describe(cluster: WorldCluster, instance: ContainerInstance, withHealth: boolean): ContainerInstance {
  const tasks = [...cluster.tasks.values()]
    .map(({ description }) => description)
    .filter(({ containerInstanceArn }) => containerInstanceArn === instance.containerInstanceArn);
  return {
    ...instance,
    runningTasksCount: tasks.filter(isRunning).length,
    pendingTasksCount: tasks.filter(isPending).length,
    healthStatus: withHealth ? { overallStatus: 'OK' } : undefined,
  };
}
