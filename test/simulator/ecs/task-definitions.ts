import { SortOrder, type TaskDefinition } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws/error.ts';
import type { Pages } from '../aws/pages.ts';
import type { Operation } from '../aws/protocol.ts';
import { findTaskDefinition } from '../world/build-task-definition.ts';
import type { World } from '../world/world.ts';

export function listTaskDefinitions(world: World, pages: Pages): Operation {
  return (input) => {
    const family = input.text('familyPrefix');
    const status = input.oneOf('status', ['ACTIVE', 'INACTIVE', 'DELETE_IN_PROGRESS']) ?? 'ACTIVE';
    const direction = input.oneOf('sort', Object.values(SortOrder)) === 'DESC' ? -1 : 1;
    const definitions = [...world.taskDefinitions.values()]
      .map(({ description }) => description)
      .filter((definition) => definition.status === status && (family === undefined || definition.family === family))
      .sort((one, other) => direction * compare(one, other));
    const { items, nextToken } = pages.cut('ListTaskDefinitions', input, definitions);
    return { taskDefinitionArns: items.map(({ taskDefinitionArn }) => taskDefinitionArn), nextToken };
  };
}

export function describeTaskDefinition(world: World): Operation {
  return (input) => {
    const reference = input.text('taskDefinition');
    if (!reference) {
      throw new AwsError('ClientException', 'Task definition can not be blank.');
    }
    const include = input.someOf('include', ['TAGS']);
    const found = findTaskDefinition(world.taskDefinitions, world, reference);
    // The sentence is AWS's own: moto#5910.
    if (found === undefined) {
      throw new AwsError('ClientException', 'Unable to describe task definition.');
    }
    return { taskDefinition: found.description, tags: include.has('TAGS') ? found.tags : [] };
  };
}

/** By family, then by revision, the newest last. */
function compare(one: TaskDefinition, other: TaskDefinition): number {
  const [family = '', otherFamily = ''] = [one.family, other.family];
  if (family !== otherFamily) {
    return family < otherFamily ? -1 : 1;
  }
  return (one.revision ?? 0) - (other.revision ?? 0);
}
