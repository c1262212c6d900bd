import type { ContainerInfo } from '../api.ts';

/** What Session Manager calls the container: `ecs:<cluster>_<task id>_<runtime id>`. */
export function targetOf({ taskArn, runtimeId }: ContainerInfo): string {
  const [, cluster = '', taskId = ''] = /:task\/([^/]+)\/([^/]+)$/.exec(taskArn) ?? [];
  return `ecs:${cluster}_${taskId}_${runtimeId}`;
}
