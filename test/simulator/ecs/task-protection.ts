import type { Failure, ProtectedTask } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws/error.ts';
import type { Parameters } from '../aws/parameters.ts';
import type { Operation } from '../aws/protocol.ts';
import { SERVICE_GROUP, type World, type WorldTask } from '../world/world.ts';
import { describeEach } from './describe.ts';
import { findCluster, nameTask } from './identifiers.ts';

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html */
const NOT_VALID = "The specified task isn't part of an Amazon ECS service.";

export function getTaskProtection(world: World): Operation {
  return (input) => {
    const cluster = findCluster(world, input.text('cluster'));
    const tasks = input.texts('tasks') ?? [...cluster.tasks.keys()].slice(0, 100);
    return answer(world, input, tasks, () => undefined);
  };
}

/** Protects for two hours, unless it is told for how long. */
export function updateTaskProtection(world: World): Operation {
  return (input) => {
    const enabled = input.flag('protectionEnabled');
    const minutes = input.number('expiresInMinutes') ?? 120;
    if (enabled === undefined) {
      throw new AwsError('InvalidParameterException', 'protectionEnabled can not be null.');
    }
    if (minutes < 1 || minutes > 2880) {
      throw new AwsError('InvalidParameterException', 'expiresInMinutes must be between 1 and 2880.');
    }
    return answer(world, input, input.texts('tasks') ?? [], (task) => {
      task.protectedUntil = enabled ? new Date(Date.now() + minutes * 60_000) : undefined;
    });
  };
}

function answer(
  world: World,
  input: Parameters,
  ids: readonly string[],
  change: (task: WorldTask) => void,
): { protectedTasks: ProtectedTask[]; failures: Failure[] } {
  const cluster = findCluster(world, input.text('cluster'));
  if (ids.length > 100) {
    throw new AwsError('InvalidParameterException', 'tasks can have at most 100 items.');
  }
  const { described, failures } = describeEach(
    ids,
    (id) => nameTask(world, cluster, id),
    (task) => task,
  );
  const isOfService = ({ description: { group } }: WorldTask): boolean => group?.startsWith(SERVICE_GROUP) === true;
  const valid = described.filter(isOfService);
  valid.forEach(change);
  return {
    protectedTasks: valid.map(({ description: { taskArn }, protectedUntil }) => ({
      taskArn,
      protectionEnabled: protectedUntil !== undefined && protectedUntil > new Date(),
      expirationDate: protectedUntil,
    })),
    failures: [
      ...failures,
      ...described
        .filter((task) => !isOfService(task))
        .map(({ description: { taskArn } }) => ({ arn: taskArn, reason: 'TASK_NOT_VALID', detail: NOT_VALID })),
    ],
  };
}
