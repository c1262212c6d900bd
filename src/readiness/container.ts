import type { Container, Task } from '../aws/api/tasks.ts';
import type { LiveContainer } from '../live/container.ts';
import { shortId } from '../live/task-name.ts';
import { Problem } from '../problem.ts';
import { sentence, type Text } from '../text.ts';
import { agentReasonOf } from './agent/reason.ts';
import { type AgentState, agentState, lifeOf } from './agent/state.ts';

/** Whether a live container can be exec'd into, from what DescribeTasks says of it. */
export type ExecReadiness =
  /** Of a running container; `starting` also where the task is on its way. */
  | AgentState
  /** The task or the container is ending or has ended. */
  | { readonly state: 'ended' }
  /** Exec was not switched on before the task started. */
  | { readonly state: 'off' };

/**
 * Exec works when the task was started with it and the container's `ExecuteCommandAgent` is RUNNING.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export function execReadiness(task: Task, container: Container): ExecReadiness {
  const life = lifeOf(task, container);
  // What has ended has ended, whatever it was started with.
  if (life === 'ended') {
    return { state: 'ended' };
  }
  if (!task.execEnabled) {
    return { state: 'off' };
  }
  return life === 'running' ? agentState(container) : { state: life };
}

/** The readiness in a few words, for a label. */
export function summarize(readiness: ExecReadiness): Text {
  switch (readiness.state) {
    case 'ready':
      return sentence('ready for exec');
    case 'starting':
      return sentence('starting');
    case 'ended':
      return sentence('stopped');
    case 'agent-stopped':
      return readiness.reason === undefined
        ? sentence('exec agent not running')
        : sentence('exec agent not running: {0}', readiness.reason);
    case 'no-agent':
      return sentence('no exec agent');
    case 'off':
      return sentence('exec off');
  }
}

/** What to do about a container that is not ready. */
export function nextStep(readiness: ExecReadiness): Text | undefined {
  switch (readiness.state) {
    case 'ready':
      return undefined;
    case 'starting':
      return sentence('Wait a few seconds, then refresh.');
    case 'ended':
      return sentence('Refresh, then select a running task.');
    case 'agent-stopped':
      // Where AWS says why, a guess would only lead away from it.
      return readiness.reason === undefined
        ? sentence(
            "Check the task role's ssmmessages permissions and that the root filesystem is writable, then " +
              'start a new task.',
          )
        : (agentReasonOf(readiness.reason)?.nextStep ??
            sentence('Fix the cause, then start a new task: it gets a new exec agent.'));
    case 'no-agent':
      return readiness.isSidecar
        ? sentence('Select another container of the task: this sidecar has no exec agent.')
        : sentence(
            'Select another container of the task. If this one is yours, start a new task with ECS Exec enabled.',
          );
    case 'off':
      return sentence(
        'ECS Exec cannot be enabled for a running task. Enable it for the service and deploy again, or ' +
          'run a new task with it.',
      );
  }
}

/** Why a container cannot be exec'd into; undefined where it can. */
export function hindranceOf({ task, container }: LiveContainer): Problem | undefined {
  const readiness = execReadiness(task, container);
  return readiness.state === 'ready'
    ? undefined
    : new Problem(
        'not-ready',
        sentence('Container "{0}" of task {1} is not ready: {2}.', container.name, shortId(task), summarize(readiness)),
        nextStep(readiness),
      );
}
