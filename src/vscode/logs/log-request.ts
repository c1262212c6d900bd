import type { Task } from '../../aws/api/tasks.ts';
import type { OpenConnection } from '../../live/connection.ts';
import type { LiveContainer } from '../../live/container.ts';
import { ownContainers } from '../../live/sidecar.ts';
import { ownerOf, partsOfArn, placeName, shortId } from '../../live/task-name.ts';
import { sanitize } from '../../sanitize.ts';
import { connectionOf, containerOf, type Node, type ServiceNode } from '../explorer/nodes.ts';
import { localize } from '../words.ts';
import type { LogRequest } from './log-terminal.ts';

/** Whose logs a node of the tree means; undefined for one that has none. */
export function requestOf(node: Node): LogRequest | undefined {
  switch (node.kind) {
    case 'container':
      return ofContainer(containerOf(node));
    case 'task':
      return ofTask(node.task, connectionOf(node));
    case 'stoppedTask':
      return ofTask(node.report.task, connectionOf(node));
    case 'service':
      return ofService(node);
    default:
      return undefined;
  }
}

export function ofContainer(target: LiveContainer): LogRequest {
  const { connection, task, container } = target;
  const name = sanitize(placeName(target));
  return {
    key: `${connection.key} ${task.arn} ${container.name}`,
    name,
    title: titleOf(name, task.clusterArn, connection),
    subject: { kind: 'task', task, containers: [container] },
    style: { withTask: false, withContainer: false },
    connection,
  };
}

function ofTask(task: Task, connection: OpenConnection): LogRequest {
  const containers = ownContainers(task.containers);
  const name = sanitize(`${ownerOf(task)} · ${shortId(task)}`);
  return {
    key: `${connection.key} ${task.arn}`,
    name,
    title: titleOf(name, task.clusterArn, connection),
    subject: { kind: 'task', task, containers },
    style: { withTask: false, withContainer: containers.length > 1 },
    connection,
  };
}

function ofService(node: ServiceNode): LogRequest {
  const { service, parent } = node;
  const connection = connectionOf(node);
  const name = sanitize(service.name);
  return {
    key: `${connection.key} ${service.arn}`,
    name,
    title: titleOf(name, parent.cluster.arn, connection),
    subject: { kind: 'service', clusterArn: parent.cluster.arn, service: service.name },
    style: { withTask: true, withContainer: true },
    connection,
  };
}

function titleOf(name: string, clusterArn: string, { place }: OpenConnection): string {
  const { region, account, name: cluster } = partsOfArn(clusterArn);
  return place === undefined
    ? localize('Logs of {0} in cluster {1}, {2}, account {3}', name, cluster, region, account)
    : localize(
        'Logs of {0} in cluster {1}, profile {2}, {3}, account {4}',
        name,
        cluster,
        place.profile,
        region,
        account,
      );
}
