import type { Gateway } from '../aws/api/gateway.ts';
import type { Task } from '../aws/api/tasks.ts';
import { Problem } from '../problem.ts';
import { sentence } from '../text.ts';

/** What a task's containers run on; unknown where nothing that may be asked says so. */
export type OperatingSystem = 'linux' | 'windows' | 'unknown';

/**
 * How long the question may take, in milliseconds. Most tasks run Linux: to go on without knowing is better than to
 * wait.
 */
const PATIENCE = 5_000;

/** Whom to ask. */
export type PlatformQuestions = Pick<Gateway, 'clusters' | 'taskDefinitions'>;

/**
 * Finds out what a task runs on. Only tasks on Fargate say so themselves (`platformFamily`: API reference, Task). Of
 * one on an instance, its definition may say it (`runtimePlatform`), or else the instance does (its attribute
 * `ecs.os-type`). Who may not ask for these gets `unknown`; rejects only with the signal's reason.
 */
export async function operatingSystemOf(
  gateway: PlatformQuestions,
  task: Task,
  signal?: AbortSignal,
): Promise<OperatingSystem> {
  const own = named(task.platformFamily);
  if (own !== 'unknown') {
    return own;
  }
  const within = AbortSignal.any([AbortSignal.timeout(PATIENCE), ...(signal === undefined ? [] : [signal])]);
  const answer = async (question: Promise<string | undefined>): Promise<OperatingSystem> => {
    try {
      return named(await question);
    } catch {
      signal?.throwIfAborted();
      return 'unknown';
    }
  };
  const defined = await answer(familyOf(gateway, task.definition, within));
  return defined === 'unknown' && task.containerInstanceArn !== undefined
    ? answer(gateway.clusters.instanceOperatingSystem(task.clusterArn, task.containerInstanceArn, within))
    : defined;
}

/** Rejects with a `Problem` where a task has no POSIX shell to run a script in. */
export async function refuseWindows(gateway: PlatformQuestions, task: Task, signal?: AbortSignal): Promise<void> {
  if ((await operatingSystemOf(gateway, task, signal)) === 'windows') {
    throw new Problem(
      'windows',
      sentence('This does not work in Windows containers yet.'),
      sentence('Exec into the container and do it in the terminal.'),
    );
  }
}

async function familyOf(
  { taskDefinitions }: PlatformQuestions,
  definition: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { runtimePlatform } = await taskDefinitions.describe(definition, signal);
  return runtimePlatform?.operatingSystemFamily;
}

/** `Linux`, `LINUX`, `WINDOWS_SERVER_2022_CORE`, `windows` …: AWS spells it in several ways. */
function named(family: string | undefined): OperatingSystem {
  const [, name] = /^(linux|windows)(_|$)/i.exec(family ?? '') ?? [];
  return name === undefined ? 'unknown' : name.toLowerCase() === 'linux' ? 'linux' : 'windows';
}
