import type { Gateway } from '../../aws/api/gateway.ts';
import type { PolicySubject } from '../../live/policy-scope.ts';
import { isSidecar } from '../../live/sidecar.ts';
import type { Node } from '../explorer/nodes.ts';

/**
 * What a node of the tree wants policies for: a container its own, a task and a service the containers that are not
 * sidecars. Undefined of a node that is in no cluster.
 */
export async function subjectOf(node: Node, gateway: Gateway, signal: AbortSignal): Promise<PolicySubject | undefined> {
  switch (node.kind) {
    case 'cluster':
      return { clusterArn: node.cluster.arn, task: undefined, containers: [] };
    case 'service': {
      const { definition } = node.service;
      const { containerDefinitions = [] } =
        definition === undefined ? {} : await gateway.taskDefinitions.describe(definition, signal);
      const named = containerDefinitions.flatMap(({ name, image }) => (name === undefined ? [] : [{ name, image }]));
      return { clusterArn: node.parent.cluster.arn, task: undefined, containers: own(named) };
    }
    case 'task':
      return { clusterArn: node.task.clusterArn, task: node.task.id, containers: own(node.task.containers) };
    case 'container':
      return { clusterArn: node.parent.task.clusterArn, task: node.parent.task.id, containers: [node.container.name] };
    default:
      return undefined;
  }
}

function own(containers: readonly { readonly name: string; readonly image: string | undefined }[]): readonly string[] {
  return containers.filter(({ name, image }) => !isSidecar({ name, image })).map(({ name }) => name);
}
