import type { Container } from '@aws-sdk/client-ecs';
import type { World, WorldTask } from '../world/world.ts';

/** The container that Session Manager calls `ecs:<cluster>_<task id>_<runtime id>`; undefined if there is none. */
export function findTarget(world: World, target: string): { task: WorldTask; container: Container } | undefined {
  const [, cluster = '', taskId = '', runtimeId] = /^ecs:([\w-]+)_([0-9a-f-]{32,36})_([0-9a-f-]+)$/.exec(target) ?? [];
  const task = world.clusters.get(cluster)?.tasks.get(taskId);
  const container = task?.description.containers?.find((candidate) => candidate.runtimeId === runtimeId);
  return task && container && { task, container };
}
