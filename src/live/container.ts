import type { Container, ContainerRequest, Task } from '../aws/api/tasks.ts';
import type { OpenConnection } from './connection.ts';

/** A container of a task, as ECS described them when it was asked last. */
export interface LiveContainer {
  /** The one through which it was found. */
  readonly connection: OpenConnection;
  readonly task: Task;
  readonly container: Container;
}

/** Where a container is, and whom to ask about it. */
export interface ContainerPlace extends ContainerRequest {
  readonly connection: OpenConnection;
}

/** The same container, as AWS is asked about it. */
export function placeOf({ connection, task, container }: LiveContainer): ContainerPlace {
  return { connection, clusterArn: task.clusterArn, taskArn: task.arn, container: container.name };
}
