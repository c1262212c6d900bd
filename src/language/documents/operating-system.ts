import type { Value } from '../syntax/value.ts';
import type { Container } from './container.ts';

export type OperatingSystem = 'linux' | 'windows' | 'unknown';

/**
 * What names Windows in images, paths (`c:\data`, `\\.\pipe\docker_engine`), commands and placement constraints
 * (`attribute:ecs.os-type == windows`).
 */
const WINDOWS = /windows|nanoserver|servercore|\biis\b|dotnet\/framework|powershell|cmd\.exe|^[a-z]:[\\/]|^\\\\/i;

/**
 * What a task's containers run on. Where `runtimePlatform.operatingSystemFamily` is missing, as it always is in a
 * bare array of containers, that is Linux:
 * on Fargate by definition, on EC2 in nearly all cases. But task definitions for Windows on EC2 are older than
 * `runtimePlatform`, so with anything in sight that speaks of Windows it is unknown.
 */
export function operatingSystem(taskDefinition: Value, containers: readonly Container[]): OperatingSystem {
  const family = taskDefinition.get('runtimePlatform', 'operatingSystemFamily');
  const isMissing = family.isAbsent || taskDefinition.kind !== 'object';
  if (isMissing) {
    return speaksOfWindows(taskDefinition, containers) ? 'unknown' : 'linux';
  }
  if (family.is('LINUX')) {
    return 'linux';
  }
  return family.string?.startsWith('WINDOWS_') === true ? 'windows' : 'unknown';
}

function speaksOfWindows(taskDefinition: Value, containers: readonly Container[]): boolean {
  return (
    taskDefinition.get('placementConstraints').items.some((constraint) => isHint(constraint.get('expression'))) ||
    taskDefinition.get('volumes').items.some(isForWindows) ||
    containers.some(
      (container) =>
        isHint(container.get('image')) ||
        isHint(container.get('workingDirectory')) ||
        container.get('entryPoint').items.some(isHint) ||
        container.get('command').items.some(isHint) ||
        container.get('mountPoints').items.some((mount) => isHint(mount.get('containerPath'))),
    )
  );
}

/** Linux containers cannot mount a volume of FSx for Windows File Server. */
function isForWindows(volume: Value): boolean {
  const fsx = volume.get('fsxWindowsFileServerVolumeConfiguration');
  return fsx.kind === 'object' || isHint(volume.get('host', 'sourcePath'));
}

function isHint({ scalar }: Value): boolean {
  return typeof scalar === 'string' && WINDOWS.test(scalar);
}
