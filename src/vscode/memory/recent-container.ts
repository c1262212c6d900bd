import type { LiveContainer } from '../../live/container.ts';
import type { ContainerQuery } from '../../live/find-container.ts';
import { familyOf, serviceOf } from '../../live/task-name.ts';
import { fieldsOf, isText } from './written.ts';

/** A container that was used, by names that outlive its task. */
export interface RecentContainer {
  /** The key of its connection. */
  readonly connection: string;
  /** ARN. */
  readonly cluster: string;
  /** The name of the service; undefined of a task that none started. */
  readonly service: string | undefined;
  /** Of the task definition. */
  readonly family: string;
  readonly container: string;
}

/** Characters of a name that is read back. An ARN has 2,048 at most. Source: IAM user guide, "IAM and STS quotas". */
const LONGEST_NAME = 2_048;

export function recentOf({ connection, task, container }: LiveContainer): RecentContainer {
  return {
    connection: connection.key,
    cluster: task.clusterArn,
    service: serviceOf(task),
    family: familyOf(task.definition),
    container: container.name,
  };
}

/** Finds the newest such container. */
export function queryOf({ cluster, service, family, container }: RecentContainer): ContainerQuery {
  return service === undefined ? { cluster, task: family, container } : { cluster, service, container };
}

/** Tells one from another. */
export function keyOfRecent({ connection, cluster, service, family, container }: RecentContainer): string {
  return JSON.stringify([connection, cluster, service ?? null, service === undefined ? family : null, container]);
}

/** Reads what was written by {@link recentOf}, perhaps by another version; undefined where it is something else. */
export function readRecent(written: unknown): RecentContainer | undefined {
  const { connection, cluster, service, family, container } = fieldsOf(written);
  return isText(connection, LONGEST_NAME) &&
    isText(cluster, LONGEST_NAME) &&
    (service === undefined || isText(service, LONGEST_NAME)) &&
    isText(family, LONGEST_NAME) &&
    isText(container, LONGEST_NAME)
    ? { connection, cluster, service, family, container }
    : undefined;
}
