import type { Container, Task } from '../../aws/api/tasks.ts';
import { isSidecar } from '../../live/sidecar.ts';

/** Task states on the way to RUNNING. Source: AmazonECS developer guide, "task lifecycle". */
const BEFORE_RUNNING = ['PROVISIONING', 'PENDING', 'ACTIVATING'];

/** Where a task and its container are in their life, from what DescribeTasks says of them. */
export function lifeOf(
  task: Pick<Task, 'lastStatus' | 'desiredStatus'>,
  container: Pick<Container, 'lastStatus'>,
): 'starting' | 'running' | 'ended' {
  if (task.desiredStatus === 'STOPPED' || container.lastStatus === 'STOPPED') {
    return 'ended';
  }
  if (BEFORE_RUNNING.includes(task.lastStatus) || container.lastStatus === 'PENDING') {
    return 'starting';
  }
  return task.lastStatus === 'RUNNING' ? 'running' : 'ended';
}

/** What the exec agent of a container does. */
export type AgentState =
  | { readonly state: 'ready' }
  | { readonly state: 'starting' }
  /** It is not running; AWS may say why. */
  | { readonly state: 'agent-stopped'; readonly reason: string | undefined }
  /** There is none, as in the sidecars that AWS adds. */
  | { readonly state: 'no-agent'; readonly isSidecar: boolean };

/**
 * The container's `ExecuteCommandAgent`, by its status.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export function agentState(container: Pick<Container, 'name' | 'image' | 'execAgent'>): AgentState {
  switch (container.execAgent?.status) {
    case undefined:
      return { state: 'no-agent', isSidecar: isSidecar(container) };
    case 'RUNNING':
      return { state: 'ready' };
    case 'PENDING':
      return { state: 'starting' };
    default:
      return { state: 'agent-stopped', reason: container.execAgent?.reason };
  }
}
