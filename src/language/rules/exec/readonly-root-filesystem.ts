import { sentence } from '../../../text.ts';
import type { Container } from '../../documents/container.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import { append, set } from '../../syntax/change.ts';
import { isByDefault, UNKNOWN } from '../../syntax/node.ts';
import type { Change, Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

/** Where the exec agent writes its state and its logs. */
const AGENT_DIRECTORIES = ['/var/lib/amazon', '/var/log/amazon'];

const messages = {
  readOnly: {
    severity: 'warning',
    text: 'The root file system of container "{container}" is read-only, but the exec agent must write files there.',
  },
  readOnlyByDefault: {
    severity: 'warning',
    text: 'The module makes the root of "{container}" read-only by default, but the exec agent must write files there.',
  },
  writable: {
    severity: 'warning',
    text: 'The root file system of container "{container}" is writable, but this workspace requires a read-only one.',
  },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * The SSM agent, which ECS Exec starts in the container, creates files and directories: "making the root file
 * system read-only using the readonlyRootFilesystem task definition parameter, or any other method, isn't supported".
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 * That writable mounts where it writes are enough is experience, not AWS's word:
 * https://github.com/aws/containers-roadmap/issues/1359, https://github.com/aws/containers-roadmap/issues/2824
 */
export const readonlyRootFilesystem = defineRule({
  id: 'exec/readonly-root-filesystem',
  on: 'task-definition',
  messages,
  // Whether a policy requires read-only root file systems.
  options: { mustBeReadOnly: false },
  check({ taskDefinition, platform, options: { mustBeReadOnly }, report }) {
    // ECS does not support the parameter for Windows containers, which is another matter.
    if (platform.operatingSystem === 'windows') {
      return;
    }
    for (const container of taskDefinition.containers) {
      const flag = container.get('readonlyRootFilesystem');
      if (flag.is(true)) {
        checkReadOnly(taskDefinition, container, mustBeReadOnly, report);
      } else if (mustBeReadOnly && (flag.is(false) || flag.isAbsent)) {
        demandReadOnly(taskDefinition, container, report);
      }
    }
  },
});

function checkReadOnly(
  taskDefinition: TaskDefinition,
  container: Container,
  mustBeReadOnly: boolean,
  report: Report,
): void {
  const mounts = mountsOf(container);
  const missing = notWritable(mounts);
  if (missing.length === 0) {
    return;
  }
  const setFalse: Remedy = {
    title: sentence('Set {.readonlyRootFilesystem} to false'),
    safe: false,
    changes: () => [set(container.value, ['readonlyRootFilesystem'], false)],
  };
  const mount: Remedy = {
    title: sentence(
      'Keep it read-only and mount writable volumes on {0} (not officially supported by AWS)',
      missing.join(', '),
    ),
    safe: false,
    changes: () => mountVolumes(taskDefinition, container, missing),
  };
  const flag = container.get('readonlyRootFilesystem');
  report({
    at: flag,
    message: isByDefault(flag) ? 'readOnlyByDefault' : 'readOnly',
    values: { container: container.label },
    fixes: [
      ...(mustBeReadOnly ? [] : [setFalse]),
      ...(canMount(taskDefinition, container, missing, mounts) ? [mount] : []),
    ],
  });
}

/** What Security Hub (control ECS.5) and Checkov (CKV_AWS_336) report, in a way that leaves ECS Exec usable. */
function demandReadOnly(taskDefinition: TaskDefinition, container: Container, report: Report): void {
  const flag = container.get('readonlyRootFilesystem');
  const mounts = mountsOf(container);
  const missing = notWritable(mounts);
  const setTrue: Remedy = {
    title:
      missing.length === 0
        ? sentence('Set {.readonlyRootFilesystem} to true')
        : sentence(
            'Set {.readonlyRootFilesystem} to true and mount writable volumes on {0} (not officially supported by AWS)',
            missing.join(', '),
          ),
    safe: false,
    changes: () => [
      set(container.value, ['readonlyRootFilesystem'], true),
      ...mountVolumes(taskDefinition, container, missing),
    ],
  };
  report({
    at: flag.is(false) ? flag : container.get('name'),
    message: 'writable',
    values: { container: container.label },
    fixes: missing.length === 0 || canMount(taskDefinition, container, missing, mounts) ? [setTrue] : [],
  });
}

/** Something mounted in a container. */
interface Mount {
  readonly path: Value;
  readonly isReadOnly: boolean;
}

function mountsOf(container: Container): readonly Mount[] {
  const volumes = container.get('mountPoints').items.map((mount) => ({
    path: mount.get('containerPath'),
    isReadOnly: mount.get('readOnly').is(true),
  }));
  const tmpfs = container.get('linuxParameters', 'tmpfs').items.map((mount) => ({
    path: mount.get('containerPath'),
    isReadOnly: mount.get('mountOptions').items.some((option) => option.is('ro')),
  }));
  // What another container mounts, at paths that we do not look up.
  const borrowed = container.get('volumesFrom').items.map(() => ({ path: UNKNOWN, isReadOnly: false }));
  return [...volumes, ...tmpfs, ...borrowed];
}

/** The directories of the agent that nothing makes writable where the root file system is not. */
function notWritable(mounts: readonly Mount[]): readonly string[] {
  return AGENT_DIRECTORIES.filter((directory) => !mounts.some((mount) => mayMakeWritable(mount, directory)));
}

/** Whether a mount makes a directory of the agent writable, or could, for all that is known. */
function mayMakeWritable({ path, isReadOnly }: Mount, directory: string): boolean {
  if (isReadOnly || path.isAbsent) {
    return false;
  }
  if (path.string === undefined) {
    return true;
  }
  const mounted = withoutTrailingSlashes(path.string);
  // Some mount only the `ssm` inside: that is where this agent, one of several of Amazon's, writes.
  return directory === mounted || directory.startsWith(`${mounted}/`) || mounted === `${directory}/ssm`;
}

/** Whether we see all that mounting volumes takes: both lists, and that nothing stands in the way. */
function canMount(
  taskDefinition: TaskDefinition,
  container: Container,
  directories: readonly string[],
  mounts: readonly Mount[],
): boolean {
  const isTaken = ({ path }: Mount): boolean =>
    path.string !== undefined && directories.includes(withoutTrailingSlashes(path.string));
  return canAppend(taskDefinition.get('volumes')) && canAppend(container.get('mountPoints')) && !mounts.some(isTaken);
}

/** The way out for those who must keep the root file system read-only. */
function mountVolumes(
  taskDefinition: TaskDefinition,
  container: Container,
  directories: readonly string[],
): readonly Change[] {
  if (directories.length === 0) {
    return [];
  }
  const taken = new Set(taskDefinition.get('volumes').items.map((volume) => volume.get('name').scalar));
  const mountPoints = directories.map((directory) => ({
    sourceVolume: freeName(volumeName(container, directory), taken),
    containerPath: directory,
  }));
  return [
    append(
      taskDefinition.value,
      ['volumes'],
      mountPoints.map(({ sourceVolume }) => ({ name: sourceVolume })),
    ),
    append(container.value, ['mountPoints'], mountPoints),
  ];
}

function canAppend(list: Value): boolean {
  return list.kind === 'array' || list.isAbsent;
}

/** The container's name is in it, because two agents must not share their state. */
function volumeName(container: Container, directory: string): string {
  const suffix = directory.slice(1).replaceAll('/', '-');
  return /^[\w-]{1,200}$/.test(container.label) ? `${container.label}-${suffix}` : suffix;
}

function freeName(name: string, taken: ReadonlySet<unknown>): string {
  let free = name;
  for (let count = 2; taken.has(free); count++) {
    free = `${name}-${count}`;
  }
  return free;
}

function withoutTrailingSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') {
    end--;
  }
  return path.slice(0, end);
}
