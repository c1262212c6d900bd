import type { Task } from '@aws-sdk/client-ecs';
import { instanceBehind } from '../world/ec2-instances.ts';
import type { WorldRole } from '../world/iam.ts';
import type { World } from '../world/world.ts';

/** Whose rights a task's agents have, and which service must be allowed to hand them out. */
export interface TaskRole {
  readonly role: WorldRole;
  readonly service: 'ecs-tasks.amazonaws.com' | 'ec2.amazonaws.com';
}

/** The role of a task: its own, its definition's, or that of its instance. Undefined where none of them exists. */
export function taskRole(world: World, task: Task): TaskRole | undefined {
  const { iam } = world;
  const definition = world.taskDefinitions.get(task.taskDefinitionArn ?? '')?.description;
  const arn = task.overrides?.taskRoleArn ?? definition?.taskRoleArn;
  if (arn !== undefined) {
    const role = [...iam.roles.values()].find((each) => each.arn === arn);
    return role && { role, service: 'ecs-tasks.amazonaws.com' };
  }
  const profile = instanceBehind(world, task)?.profile;
  const role = iam.roles.get(iam.profiles.get(profile ?? '') ?? '');
  return role && { role, service: 'ec2.amazonaws.com' };
}
