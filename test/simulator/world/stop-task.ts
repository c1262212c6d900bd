import type { Container, Task, TaskStopCode } from '@aws-sdk/client-ecs';
import type { WorldTask } from './world.ts';

/** How a task ends. */
export interface Stop {
  readonly stopCode?: TaskStopCode;
  readonly stoppedReason?: string;
  /** Of its containers by name; 137, as of a process that is killed, for one that is not here. Null: it never ran. */
  readonly exits?: Readonly<
    Record<string, { readonly exitCode?: number | null; readonly reason?: string | undefined }>
  >;
}

/** Says of a task that it has stopped, at this moment. */
export function stopTask(
  { description }: WorldTask,
  { stopCode = 'UserInitiated', stoppedReason = 'Task stopped by user', exits = {} }: Stop,
  now: Date,
): void {
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
    attachments: description.attachments?.map((attachment) => ({ ...attachment, status: 'DELETED' })),
    containers: description.containers?.map((container) => stopContainer(container, exits[container.name ?? ''])),
  };
  Object.assign(description, stopped);
}

function stopContainer(
  container: Container,
  { exitCode = 137, reason }: NonNullable<Stop['exits']>[string] = {},
): Container {
  return {
    ...container,
    lastStatus: 'STOPPED',
    exitCode: exitCode ?? undefined,
    reason,
    healthStatus: 'UNKNOWN',
    managedAgents: container.managedAgents?.map((agent) => ({
      ...agent,
      lastStatus: 'STOPPED' as const,
      reason: 'Received Container Exit event',
    })),
  };
}
