import { AwsError } from '../aws/error.ts';
import type { Operation } from '../aws/protocol.ts';
import type { Life } from '../life/life.ts';
import type { World } from '../world/world.ts';
import { findCluster, nameTask } from './identifiers.ts';

/** Stops a task; its service, if it has one, starts another in its place. */
export function stopTask(world: World, life: Life): Operation {
  return (input) => {
    const cluster = findCluster(world, input.text('cluster'));
    const { found } = nameTask(world, cluster, input.text('task') ?? '');
    // AWS's own sentence is not on record.
    if (found === undefined) {
      throw new AwsError('InvalidParameterException', 'The referenced task was not found.');
    }
    const reason = input.text('reason') ?? 'Task stopped by user';
    life.stop(cluster, found, { stopCode: 'UserInitiated', stoppedReason: reason });
    return { task: found.description };
  };
}
