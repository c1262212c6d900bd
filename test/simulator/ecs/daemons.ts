import type { DaemonDetail, DaemonSummary } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws/error.ts';
import type { Pages } from '../aws/pages.ts';
import type { Operation } from '../aws/protocol.ts';
import { ecsArn } from '../world/arn.ts';
import { hex } from '../world/identity.ts';
import type { World, WorldCluster } from '../world/world.ts';
import { findCluster } from './identifiers.ts';

/** Daemons of ECS Managed Instances: not services, though their tasks are listed by a name of theirs. */
export function listDaemons(world: World, pages: Pages): Operation {
  return (input) => {
    const cluster = findCluster(world, input.text('clusterArn'));
    const { items, nextToken } = pages.cut('ListDaemons', input, summaries(world, cluster));
    return { daemonSummariesList: items, nextToken };
  };
}

export function describeDaemon(world: World): Operation {
  return (input) => {
    const arn = input.text('daemonArn');
    const [found] = [...world.clusters.values()].flatMap((cluster) =>
      summaries(world, cluster)
        .filter(({ daemonArn }) => daemonArn === arn)
        .map((summary) => ({ cluster, summary })),
    );
    if (found === undefined) {
      throw new AwsError('DaemonNotFoundException', 'Daemon not found.');
    }
    const { cluster, summary } = found;
    const name = summary.daemonArn?.split('/').at(-1) ?? '';
    const running = tasksOfDaemon(cluster, name).length;
    const daemon: DaemonDetail = {
      ...summary,
      clusterArn: cluster.description.clusterArn,
      currentRevisions: [
        {
          arn: ecsArn(world, 'daemon-revision', cluster.name, name, hex(16, 'daemon revision', cluster.name, name)),
          totalRunningCount: running,
          totalWithoutDaemonCount: 0,
        },
      ],
    };
    return { daemon };
  };
}

/** The group of a daemon's tasks. */
export function daemonGroup(name: string): string {
  return `daemon:${name}`;
}

function summaries(world: World, { name, scenario: { daemons = [] }, description }: WorldCluster): DaemonSummary[] {
  return daemons.map((daemon) => ({
    daemonArn: ecsArn(world, 'daemon', name, daemon.name),
    status: description.status === 'ACTIVE' ? 'ACTIVE' : 'DELETE_IN_PROGRESS',
    createdAt: new Date(world.madeAt),
    updatedAt: new Date(world.madeAt),
  }));
}

function tasksOfDaemon({ tasks }: WorldCluster, name: string) {
  return [...tasks.values()].filter(
    ({ description }) => description.group === daemonGroup(name) && description.lastStatus === 'RUNNING',
  );
}
