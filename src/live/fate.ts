import { lastPart } from '../arn.ts';
import type { ContainerExit, ContainerRequest, Task, TaskReport } from '../aws/api/tasks.ts';
import { Problem } from '../problem.ts';
import { sentence, type Text } from '../text.ts';
import { shortId } from './task-name.ts';

/** Task states from the moment on at which something stops it. Source: AmazonECS developer guide, "task lifecycle". */
const ENDING = ['DEACTIVATING', 'STOPPING', 'DEPROVISIONING', 'STOPPED', 'DELETED'];
/** Those in which its containers have ended. */
const ENDED = ['DEPROVISIONING', 'STOPPED', 'DELETED'];
/** Containers whose end is told of, beside the one that was in use. */
const MOST_OTHERS = 2;
/** Containers whose end is told of where all is told. */
const MOST_TOLD = 10;
/** 128 and the number of SIGKILL or SIGTERM: how containers end because their task is being stopped. */
const STOPPED_WITH_TASK = [137, 143];

/**
 * Whether nothing runs any more in a container, from what ECS says of its task; of one that it does not know,
 * undefined.
 */
export function isOver(report: TaskReport | undefined, { container }: Pick<ContainerRequest, 'container'>): boolean {
  return report === undefined || ENDED.includes(report.task.lastStatus) || hasEnded(report.task, container);
}

/**
 * Why a container has ended, or is about to; undefined where it goes on. Of a task that ECS does not know the report is
 * undefined.
 */
export function fateOf(report: TaskReport | undefined, { taskArn, container }: ContainerRequest): Problem | undefined {
  const id = shortId({ id: lastPart(taskArn) });
  if (report === undefined) {
    return new Problem(
      'task-not-known',
      sentence('ECS no longer knows task {0}. It forgets tasks about an hour after they have stopped.', id),
      CHOOSE_ANOTHER,
    );
  }
  const { task } = report;
  if (task.desiredStatus === 'STOPPED' || ENDING.includes(task.lastStatus)) {
    return new Problem(
      'task-stopped',
      withExits(stopped(report, id), exitsToTell(report, container), isByItself(report)),
      CHOOSE_ANOTHER,
    );
  }
  if (hasEnded(task, container)) {
    const ended = sentence('Container "{0}" of task {1} has stopped, and the task goes on without it.', container, id);
    return new Problem(
      'container-ended',
      withExits(
        ended,
        report.exits.filter((exit) => exit.container === container),
        true,
      ),
      CHOOSE_ANOTHER,
    );
  }
  return undefined;
}

/** How a task has ended, or is about to, and its containers; undefined where nothing stops it. */
export function endOf(report: TaskReport): Text | undefined {
  const { task, exits } = report;
  return task.desiredStatus === 'STOPPED' || ENDING.includes(task.lastStatus)
    ? withExits(stopped(report, shortId(task)), exits.slice(0, MOST_TOLD), isByItself(report))
    : undefined;
}

const CHOOSE_ANOTHER = sentence('Select a container of a running task.');

function hasEnded({ containers }: Task, name: string): boolean {
  return containers.some((container) => container.name === name && container.lastStatus === 'STOPPED');
}

function stopped({ task, stopCode, stoppedReason }: TaskReport, id: string): Text {
  const why = stopCode === undefined ? undefined : inWords(stopCode);
  const reason = asPart(stoppedReason);
  const isDone = ENDED.includes(task.lastStatus);
  if (why === undefined) {
    return isDone ? sentence('Task {0} has stopped.', id) : sentence('Task {0} is being stopped.', id);
  }
  const because = reason === undefined ? why : sentence('{0} ({1})', why, reason);
  return isDone
    ? sentence('Task {0} has stopped: {1}.', id, because)
    : sentence('Task {0} is being stopped: {1}.', id, because);
}

/** ECS's stop codes. Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html, `stopCode`. */
function inWords(stopCode: string): Text {
  switch (stopCode) {
    case 'EssentialContainerExited':
      return sentence('one of its essential containers ended');
    case 'UserInitiated':
      return sentence('somebody stopped it');
    case 'ServiceSchedulerInitiated':
      return sentence('its service stopped it');
    case 'SpotInterruption':
      return sentence('AWS took back its Spot capacity');
    case 'TerminationNotice':
      return sentence('its instance is being terminated');
    case 'InfrastructureHealth':
      return sentence('the infrastructure under it failed');
    case 'TaskFailedToStart':
      return sentence('it failed to start');
    default:
      return sentence('stop code {0}', stopCode);
  }
}

/** The container that was in use, and those that ended by themselves: one of them may be what stopped the task. */
function exitsToTell({ exits }: TaskReport, container: string): readonly ContainerExit[] {
  const byItself = ({ exitCode, reason }: ContainerExit): boolean =>
    reason !== undefined || (exitCode !== undefined && exitCode !== 0 && !STOPPED_WITH_TASK.includes(exitCode));
  const others = exits.filter((exit) => exit.container !== container && byItself(exit)).slice(0, MOST_OTHERS);
  return [...exits.filter((exit) => exit.container === container), ...others];
}

/** Whether a container of the task ended first, as against having been ended with its task. */
function isByItself({ stopCode }: TaskReport): boolean {
  return stopCode === 'EssentialContainerExited';
}

function withExits(what: Text, exits: readonly ContainerExit[], byItself: boolean): Text {
  return exits.reduce((before, exit) => sentence('{0} {1}', before, exitInWords(exit, byItself)), what);
}

function exitInWords({ container, exitCode, reason }: ContainerExit, byItself: boolean): Text {
  const why = asPart(reason);
  const how = exitCode === undefined ? undefined : codeInWords(exitCode, byItself && why === undefined);
  if (how === undefined) {
    return sentence('Container "{0}": {1}.', container, why ?? '?');
  }
  return why === undefined
    ? sentence('Container "{0}": {1}.', container, how)
    : sentence('Container "{0}": {1} ({2}).', container, how, why);
}

/** 128 and the number of a signal, where one has ended the process. */
function codeInWords(exitCode: number, isMystery: boolean): Text {
  switch (exitCode) {
    case 137:
      // The kernel kills whoever has not enough memory, of which ECS does not always hear.
      return isMystery
        ? sentence('exit code {0}, killed or out of memory', exitCode)
        : sentence('exit code {0}, killed', exitCode);
    case 139:
      return sentence('exit code {0}, crashed', exitCode);
    case 143:
      return sentence('exit code {0}, asked to stop', exitCode);
    default:
      return sentence('exit code {0}', exitCode);
  }
}

/** ECS's words as a part of a sentence; undefined where there are none. */
function asPart(words: string | undefined): string | undefined {
  const part = words?.trim().replace(/\.+$/, '');
  return part === '' ? undefined : part;
}
