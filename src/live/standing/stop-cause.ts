import type { TaskReport } from '../../aws/api/tasks.ts';
import { sentence, type Text } from '../../text.ts';
import { isSidecar } from '../sidecar.ts';

/** Why a task has stopped, in the few words of a row. */
export interface StopCause {
  readonly text: Text;
  /** Whether something went wrong, as against having been stopped on purpose or having finished. */
  readonly isFailure: boolean;
}

/**
 * How ECS begins to say why a task or a container ended.
 * Source: AmazonECS developer guide, "Amazon ECS stopped tasks error messages", "stopped-task-error-codes"
 */
const REASONS: readonly (readonly [reason: RegExp, text: Text])[] = [
  [/OutOfMemory/i, sentence('out of memory')],
  [/CannotPull/, sentence('cannot pull the image')],
  [/ResourceInitializationError.*(secret|ssm|registry auth)/i, sentence('cannot get a secret')],
  [/ResourceInitializationError.*(logger|log driver|awslogs)/i, sentence('cannot set up logging')],
  [/ResourceInitializationError.*(EFS|file system|mount|volume)/i, sentence('cannot mount a volume')],
  [/ResourceInitializationError/, sentence('cannot set up the task')],
  [/Cannot(Start|Create)Container|ContainerRuntime/, sentence('cannot start a container')],
  [/failed ELB health checks/i, sentence('failed load balancer checks')],
  [/failed container health checks/i, sentence('failed health checks')],
];

/** The exit code of a process that ended as it should. */
const SUCCESS = 0;
/** 128 and the number of SIGKILL or SIGTERM: how containers end, too, because their task is being stopped. */
const KILLED: readonly number[] = [137, 143];

/** Why a task has stopped. What says most comes first: ECS's reason, then how a container ended, then the stop code. */
export function stopCauseOf(report: TaskReport): StopCause {
  const { stopCode, stoppedReason, exits } = report;
  const words = [stoppedReason, ...exits.map(({ reason }) => reason)].filter((reason) => reason !== undefined);
  for (const [pattern, text] of REASONS) {
    if (words.some((reason) => pattern.test(reason))) {
      return { text, isFailure: true };
    }
  }
  switch (stopCode) {
    case 'EssentialContainerExited':
      return exitOf(report);
    case 'UserInitiated':
      return { text: sentence('stopped by somebody'), isFailure: false };
    case 'ServiceSchedulerInitiated':
      return { text: sentence('stopped by its service'), isFailure: false };
    case 'SpotInterruption':
      return { text: sentence('Spot interruption'), isFailure: true };
    case 'TerminationNotice':
      return { text: sentence('instance terminated'), isFailure: true };
    case 'InfrastructureHealth':
      return { text: sentence('infrastructure failed'), isFailure: true };
    case 'TaskFailedToStart':
      return { text: sentence('failed to start'), isFailure: true };
    case undefined:
      return { text: sentence('stopped'), isFailure: false };
    default:
      return { text: sentence('{0}', stopCode), isFailure: true };
  }
}

/** The code of the container which ended by itself: sidecars, and those with 143, were stopped with their task. */
function exitOf({ task, exits }: TaskReport): StopCause {
  const sidecars = new Set(task.containers.filter(isSidecar).map(({ name }) => name));
  const own = exits.filter(({ container }) => !sidecars.has(container));
  const codes = (own.length === 0 ? exits : own).flatMap(({ exitCode }) => exitCode ?? []);
  const code = [
    codes.find((each) => each !== SUCCESS && !KILLED.includes(each)),
    ...[137, SUCCESS, 143].filter((each) => codes.includes(each)),
  ].find((each) => each !== undefined);
  switch (code) {
    case undefined:
      return { text: sentence('a container ended'), isFailure: true };
    case SUCCESS:
      return { text: sentence('finished, exit code 0'), isFailure: false };
    case 137:
      return { text: sentence('killed, exit code 137'), isFailure: true };
    case 139:
      return { text: sentence('crashed, exit code 139'), isFailure: true };
    case 143:
      return { text: sentence('asked to stop, exit code 143'), isFailure: false };
    default:
      return { text: sentence('exit code {0}', code), isFailure: true };
  }
}
