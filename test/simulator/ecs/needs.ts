import type { Tag } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws/error.ts';
import type { Call, Need } from '../aws/protocol.ts';
import type { World } from '../world/world.ts';
import { findCluster, nameService, nameTask } from './identifiers.ts';

/** What a call of ECS needs beside the action of its name: an exec is on a cluster and on a task. */
export function needsOf(world: World, call: Call, resource: string): Need[] {
  const { operation, input } = call;
  const action = `ecs:${operation}`;
  const cluster = attempt(() => findCluster(world, input.text('cluster')));
  if (cluster === undefined) {
    return [{ action, resources: [resource] }];
  }
  const clusterArn = cluster.description.clusterArn ?? '';
  const keys = { 'ecs:cluster': clusterArn };
  if (operation === 'ExecuteCommand') {
    const task = attempt(() => nameTask(world, cluster, input.text('task') ?? ''));
    const context = { ...keys, 'ecs:task': task?.arn ?? '', 'ecs:container-name': input.text('container') ?? [] };
    return [
      { action, resources: [clusterArn], context: { ...context, ...tagContext(cluster.description.tags) } },
      { action, resources: [resource], context: { ...context, ...tagContext(task?.found?.description.tags) } },
    ];
  }
  const exec = input.values['enableExecuteCommand'];
  const service = attempt(() => nameService(world, cluster, input.text('service') ?? ''));
  const tags = operation === 'UpdateService' ? service?.found?.tags : undefined;
  const own = {
    ...keys,
    ...(typeof exec === 'boolean' && { 'ecs:enable-execute-command': String(exec) }),
    ...tagContext(tags),
  };
  return [{ action, resources: [resource], context: own }];
}

/** The condition keys that tags are. */
export function tagContext(tags: readonly Tag[] = []): Record<string, string> {
  return Object.fromEntries(tags.map(({ key, value }) => [`aws:ResourceTag/${key ?? ''}`, value ?? '']));
}

/** Undefined where the request does not name one properly: it is refused for that later. */
export function attempt<Value>(find: () => Value): Value | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof AwsError) {
      return undefined;
    }
    throw error;
  }
}
