import type { Container, ContainerRequest, Task } from '../aws/api/tasks.ts';

/** A container of a task, as ECS described them when it was asked last. */
export interface LiveContainer {
  readonly task: Task;
  readonly container: Container;
}

/** The same container, as AWS is asked about it. */
export function placeOf({ task, container }: LiveContainer): ContainerRequest {
  return { clusterArn: task.clusterArn, taskArn: task.arn, container: container.name };
}
