import assert from 'node:assert/strict';
import { aws } from '../../../src/aws/index.ts';
import { type ContainerQuery, findContainer } from '../../../src/live/find-container.ts';
import { hindranceOf } from '../../../src/readiness/container.ts';
import { Connections } from '../../../src/vscode/connections/connections.ts';
import {
  clusterNode,
  connectionNode,
  connectionOf,
  type ContainerNode,
  containerNodes,
  type ServiceNode,
  serviceNode,
  standaloneNode,
  type TaskNode,
  taskNode,
} from '../../../src/vscode/explorer/nodes.ts';
import { testLog } from './support.ts';

/** The tree's node of a container, as its commands get it. */
export async function containerNode(place: ContainerQuery): Promise<ContainerNode> {
  const log = testLog();
  const connections = new Connections(() => Promise.resolve(aws), log);
  try {
    const { task, container } = await findContainer(connections.main, place, hindranceOf, new AbortController().signal);
    const cluster = {
      arn: task.clusterArn,
      name: place.cluster,
      status: 'ACTIVE',
      runningTasks: 1,
      pendingTasks: 0,
      activeServices: 1,
      instances: 0,
    };
    const node = containerNodes(
      taskNode(task, standaloneNode(clusterNode(cluster, connectionNode(connections.main)))),
    ).find((each) => each.container.name === container.name);
    assert.ok(node);
    return node;
  } finally {
    // Its log stays: commands go on with the node's own connection, which writes to it.
    connections.dispose();
  }
}

/** The tree's nodes of a service, and of one of its tasks that is ready. */
export async function serviceNodeOf(
  place: Required<Pick<ContainerQuery, 'cluster' | 'service'>>,
): Promise<{ readonly service: ServiceNode; readonly task: TaskNode }> {
  const { parent: found } = await containerNode(place);
  const cluster = found.parent.parent;
  const { clusters } = await connectionOf(cluster).gateway();
  for await (const services of clusters.listServices(cluster.cluster.arn)) {
    const service = services.find(({ name }) => name === place.service);
    if (service !== undefined) {
      const node = serviceNode(service, cluster);
      return { service: node, task: taskNode(found.task, node) };
    }
  }
  throw new Error(`There is no service ${place.service}.`);
}
