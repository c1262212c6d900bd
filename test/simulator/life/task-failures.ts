import type { ContainerDefinition, Task, TaskDefinition } from '@aws-sdk/client-ecs';
import type { TaskFailure } from '../world/scenario.ts';
import type { Stop } from '../world/stop-task.ts';

/**
 * The end of a task that does not come to run; undefined for a failure that comes later. The sentences are AWS's own:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */
export function failedStart(failure: TaskFailure, definition: TaskDefinition, task: Task): Stop | undefined {
  const container = containerOf(failure, definition.containerDefinitions);
  const fail = (reason: string): Stop => ({
    stopCode: 'TaskFailedToStart',
    stoppedReason: reason,
    exits: Object.fromEntries(
      (task.containers ?? []).map(({ name = '' }) => [
        name,
        { exitCode: null, ...(name === container?.name && { reason }) },
      ]),
    ),
  });
  switch (failure.how) {
    case 'cannot-pull':
      return fail(
        failure.reason ??
          `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ` +
            `${container?.image ?? ''}: ${container?.image ?? ''}: not found`,
      );
    case 'no-secret':
      return fail(
        failure.reason ??
          'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval ' +
            `failed: unable to retrieve secret from asm: service call has been retried 1 time(s): ` +
            `ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
      );
    case 'cannot-start':
      return fail(
        failure.reason ??
          'CannotStartContainerError: Error response from daemon: failed to create shim task: OCI runtime create ' +
            'failed: runc create failed: unable to start container process: exec: "/app/start": stat /app/start: ' +
            'no such file or directory: unknown',
      );
    default:
      return undefined;
  }
}

/** The end of a task some time after its start; undefined for a failure that is none of its containers' ending. */
export function failureAfterStart(failure: TaskFailure, { containers = [] }: Task): Stop | undefined {
  const name = failure.container ?? containers[0]?.name ?? '';
  const ends = (exitCode: number, reason?: string): Stop => ({
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    exits: { [name]: { exitCode, reason: failure.reason ?? reason } },
  });
  switch (failure.how) {
    case 'exits':
      return ends(failure.exitCode ?? 1);
    case 'out-of-memory':
      return ends(137, 'OutOfMemoryError: Container killed due to memory usage');
    default:
      return undefined;
  }
}

function containerOf(
  { container }: TaskFailure,
  definitions: readonly ContainerDefinition[] = [],
): ContainerDefinition | undefined {
  return definitions.find(({ name }) => name === container) ?? definitions[0];
}
