import type { Container, Task, TaskStopCode } from '@aws-sdk/client-ecs';
import { hex } from './identity.ts';
import type { WorldCluster, WorldTask } from './world.ts';

/** How a task ends. */
export interface Stop {
  readonly stopCode?: TaskStopCode;
  readonly stoppedReason?: string;
  /** Of its containers by name; 137, as of a process that is killed, for one that is not here. */
  readonly exits?: Readonly<Record<string, { readonly exitCode?: number; readonly reason?: string }>>;
}

/**
 * Stops a task at once, as though it had been stopping for a while. ECS goes on describing it; to have it forgotten, as
 * ECS does after about an hour, delete it from its cluster.
 */
export function stopTask(
  { description }: WorldTask,
  { stopCode = 'UserInitiated', stoppedReason = 'Task stopped by user', exits = {} }: Stop = {},
): void {
  const now = new Date();
  const stopped: Partial<Task> = {
    desiredStatus: 'STOPPED',
    lastStatus: 'STOPPED',
    connectivity: 'DISCONNECTED',
    stopCode,
    stoppedReason,
    stoppingAt: now,
    executionStoppedAt: now,
    stoppedAt: now,
    healthStatus: 'UNKNOWN',
    containers: description.containers?.map((container) => stopContainer(container, exits[container.name ?? ''])),
  };
  Object.assign(description, stopped);
}

function stopContainer(
  container: Container,
  { exitCode = 137, reason }: { readonly exitCode?: number; readonly reason?: string } = {},
): Container {
  return {
    ...container,
    lastStatus: 'STOPPED',
    exitCode,
    reason,
    healthStatus: 'UNKNOWN',
    managedAgents: container.managedAgents?.map((agent) => ({
      ...agent,
      lastStatus: 'STOPPED' as const,
      reason: 'Received Container Exit event',
    })),
  };
}

/** Starts a task like another one that runs, in the same cluster and group, and gives its id. */
export function startLike(cluster: WorldCluster, { description, connected, images }: WorldTask): string {
  const former = description.taskArn?.split('/').at(-1) ?? '';
  const id = hex(32, 'in place of', former, cluster.tasks.size);
  const renamed = withOther(description, former, id) as Task;
  const now = new Date();
  cluster.tasks.set(id, { description: { ...renamed, createdAt: now, startedAt: now }, connected, images });
  return id;
}

/** A copy in which every text has another id in place of this one. */
function withOther(value: unknown, id: string, other: string): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(id, other);
  }
  if (Array.isArray(value)) {
    return value.map((item) => withOther(item, id, other));
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withOther(member, id, other)]));
}
