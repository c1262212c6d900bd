import { familyAndRevision } from '../../arn.ts';
import type { RunTask, ServiceState } from '../../aws/api/changes.ts';
import type { ContainerDefinition, TaskDefinition } from '../../aws/api/task-definitions.ts';
import { Problem } from '../../problem.ts';
import { sentence, type Text } from '../../text.ts';
import { isSidecar } from '../sidecar.ts';
import { nothingDeployed, refusalWithoutRole } from './refusals.ts';

/** Seconds after which a debug copy is stopped. Where its container sleeps and is essential, it ends by itself then. */
export const DEBUG_SECONDS = 3_600;

/** By which people find tasks that were left over. */
const DEBUG_STARTER = 'ecs-exec-debug';

/** Containers that a debug copy can sleep in: those of one's own, first those whose end is the end of the task. */
export function sleepers({ containerDefinitions = [] }: TaskDefinition): readonly string[] {
  const named = containerDefinitions.flatMap(({ name, image, essential }) =>
    name === undefined ? [] : [{ name, image, essential }],
  );
  const own = named.filter(({ name, image }) => !isSidecar({ name, image }));
  const offered = own.length === 0 ? named : own;
  return [...offered.filter(isEssential), ...offered.filter((each) => !isEssential(each))].map(({ name }) => name);
}

/** Why no debug copy of a service's task can be started; undefined where one can, as far as can be told. */
export function refusalOfCopy(service: ServiceState, definition: TaskDefinition | undefined): Problem | undefined {
  if (service.launch.taskDefinition === undefined) {
    return nothingDeployed(service.name);
  }
  const volume = definition?.volumes?.find(({ configuredAtLaunch }) => configuredAtLaunch === true);
  if (volume !== undefined) {
    return new Problem(
      'not-started',
      sentence('Volume "{0}" is only configured when a task is started, so it cannot be copied.', volume.name ?? '?'),
      sentence('Start the task with the AWS CLI (run-task), with --enable-execute-command.'),
    );
  }
  return refusalWithoutRole(service, definition);
}

/**
 * One more task as the service starts them, outside of it: not behind its load balancer, and nobody replaces it. One
 * of its containers sleeps in place of its own program.
 */
export function debugRun(
  service: ServiceState,
  clusterArn: string,
  { container, definition, token }: DebugChoice,
): RunTask {
  const { launch } = service;
  return {
    clusterArn,
    launch: { ...launch, taskDefinition: launch.taskDefinition ?? '' },
    command: { container, words: sleepIn(definition) },
    startedBy: DEBUG_STARTER,
    token,
  };
}

export interface DebugChoice {
  readonly container: string;
  readonly definition: TaskDefinition | undefined;
  readonly token: string;
}

/** What a debug copy is, as sentences. */
export function aboutCopy(
  service: ServiceState,
  { container, definition }: Omit<DebugChoice, 'token'>,
): readonly Text[] {
  const found = definition?.containerDefinitions?.find(({ name }) => name === container);
  return [
    sentence(
      'It starts one more task of {0}, with the network, roles and secrets of service "{1}" and exec on.',
      familyAndRevision(service.launch.taskDefinition ?? '?'),
      service.name,
    ),
    sentence(
      'Container "{0}" gets "{1}" as its command. Other containers run as usual, so they may do real work.',
      container,
      sleepIn(definition).join(' '),
    ),
    ...(found === undefined ? [] : howItEnds(found)),
    sentence('It is stopped when its last terminal or this window closes, and after {0} minutes.', DEBUG_SECONDS / 60),
  ];
}

/** What becomes of a copy that nobody stops. The entry point of an image is not known. */
function howItEnds(container: ContainerDefinition): readonly Text[] {
  const { entryPoint = [] } = container;
  if (entryPoint.length > 0) {
    return [
      sentence('Its entry point stays, and gets that command as its arguments: {0}', entryPoint.join(' ')),
      sentence('If VS Code cannot stop the task, stop it yourself.'),
    ];
  }
  return isEssential(container)
    ? [sentence('If its image has no entry point, it sleeps, and the task also ends by itself.')]
    : [
        sentence(
          'It is not essential, so the task goes on after it. If VS Code cannot stop the task, stop it yourself.',
        ),
      ];
}

/** Source: Amazon ECS API reference, ContainerDefinition: one that does not say so is essential. */
function isEssential({ essential }: Pick<ContainerDefinition, 'essential'>): boolean {
  return essential !== false;
}

function sleepIn(definition: TaskDefinition | undefined): readonly string[] {
  const family = definition?.runtimePlatform?.operatingSystemFamily ?? '';
  return /^windows/i.test(family)
    ? ['powershell.exe', '-Command', `Start-Sleep -Seconds ${DEBUG_SECONDS}`]
    : ['sleep', String(DEBUG_SECONDS)];
}
