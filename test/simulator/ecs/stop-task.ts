import type { Task } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws/error.ts';
import type { Operation } from '../aws/protocol.ts';
import type { Gateway } from '../gateway/api.ts';
import { startLike, type Stop, stopTask as stop } from '../world/stop-task.ts';
import type { World, WorldCluster, WorldTask } from '../world/world.ts';
import { findCluster, nameTask } from './identifiers.ts';

/** Stops a task; its service, if it has one, starts another in its place. */
export function stopTask(world: World, gateway: Gateway): Operation {
  return (input) => {
    const cluster = findCluster(world, input.text('cluster'));
    const { found } = nameTask(world, cluster, input.text('task') ?? '');
    // AWS's own sentence is not on record.
    if (found === undefined) {
      throw new AwsError('InvalidParameterException', 'The referenced task was not found.');
    }
    endTask(gateway, cluster, found, { stoppedReason: input.text('reason') ?? 'Task stopped by user' });
    return { task: found.description };
  };
}

/**
 * What happens when a task ends: its agents go without a word, and its service replaces it. A second end changes
 * nothing.
 */
export function endTask(gateway: Gateway, cluster: WorldCluster, task: WorldTask, how?: Stop): void {
  if (task.description.lastStatus === 'STOPPED') {
    return;
  }
  if (isOfService(task.description)) {
    startLike(cluster, task);
  }
  stop(task, how);
  for (const session of gateway.sessions.values()) {
    if (session.container.taskArn === task.description.taskArn) {
      session.abandon();
    }
  }
}

function isOfService({ group }: Task): boolean {
  return group?.startsWith('service:') === true;
}
