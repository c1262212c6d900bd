import type { Cluster, KeyValuePair, Service, Task } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws/error.ts';
import type { Pages } from '../aws/pages.ts';
import type { Operation } from '../aws/protocol.ts';
import { taskScenarios } from '../world/build.ts';
import type { World, WorldCluster } from '../world/world.ts';
import { describeEach, isPending, isRunning } from './describe.ts';
import { nameCluster } from './identifiers.ts';

const FIELDS = ['ATTACHMENTS', 'CONFIGURATIONS', 'SETTINGS', 'STATISTICS', 'TAGS'] as const;

export function listClusters(world: World, pages: Pages): Operation {
  return (input) => {
    const { items, nextToken } = pages.cut('ListClusters', input, [...world.clusters.values()]);
    return { clusterArns: items.map(({ description }) => description.clusterArn), nextToken };
  };
}

export function describeClusters(world: World): Operation {
  return (input) => {
    const include = input.someOf('include', FIELDS);
    const names = input.texts('clusters') ?? ['default'];
    if (names.length > 100) {
      throw new AwsError('InvalidParameterException', 'clusters can have at most 100 items.');
    }
    if (names.includes('')) {
      throw new AwsError('InvalidParameterException', 'Clusters can not be blank.');
    }
    const { described, failures } = describeEach(
      names,
      (name) => nameCluster(world, name),
      (cluster) => describe(cluster, include),
    );
    return { clusters: described, failures };
  };
}

function describe(cluster: WorldCluster, include: ReadonlySet<(typeof FIELDS)[number]>): Cluster {
  const { configuration, settings, tags, ...always } = cluster.description;
  const tasks = countedTasks(cluster);
  const services =
    cluster.scenario.services?.map(({ name, status = 'ACTIVE', launchType = 'FARGATE' }) => ({
      status: cluster.isMade ? cluster.services.get(name)?.status : status,
      launchType,
    })) ?? [];
  return {
    ...always,
    runningTasksCount: tasks.filter(isRunning).length,
    pendingTasksCount: tasks.filter(isPending).length,
    activeServicesCount: services.filter(({ status }) => status === 'ACTIVE').length,
    statistics: include.has('STATISTICS') ? statistics(tasks, services) : [],
    configuration: include.has('CONFIGURATIONS') ? configuration : undefined,
    settings: include.has('SETTINGS') ? settings : [],
    tags: include.has('TAGS') ? tags : [],
    attachments: include.has('ATTACHMENTS') ? [] : undefined,
  };
}

/** Its tasks, as far as they are counted; those that nobody has asked for need not be made for that. */
function countedTasks(cluster: WorldCluster): readonly Pick<Task, 'lastStatus' | 'launchType'>[] {
  if (cluster.isMade) {
    return [...cluster.tasks.values()].map(({ description }) => description);
  }
  return taskScenarios(cluster.scenario).flatMap(({ count = 1, status = 'RUNNING', launchType = 'FARGATE' }) =>
    Array.from({ length: count }, () => ({ lastStatus: status, launchType })),
  );
}

function statistics(
  tasks: readonly Pick<Task, 'lastStatus' | 'launchType'>[],
  services: readonly Pick<Service, 'status' | 'launchType'>[],
): KeyValuePair[] {
  return ['EC2', 'Fargate'].flatMap((type) => {
    const count = (items: readonly Pick<Task | Service, 'launchType'>[]): string =>
      String(items.filter(({ launchType }) => launchType === type.toUpperCase()).length);
    return [
      { name: `running${type}TasksCount`, value: count(tasks.filter(isRunning)) },
      { name: `pending${type}TasksCount`, value: count(tasks.filter(isPending)) },
      { name: `active${type}ServiceCount`, value: count(services.filter(({ status }) => status === 'ACTIVE')) },
      { name: `draining${type}ServiceCount`, value: count(services.filter(({ status }) => status === 'DRAINING')) },
    ];
  });
}
