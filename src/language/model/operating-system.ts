import type { Value } from '../syntax/value.ts';
import type { Container } from './container.ts';

export type OperatingSystem = 'linux' | 'windows' | 'unknown';

/** What names Windows in images, paths, commands and placement constraints (`attribute:ecs.os-type == windows`). */
const WINDOWS = /windows|nanoserver|servercore|\biis\b|dotnet\/framework|powershell|cmd\.exe|^[a-z]:[\\/]/i;

/**
 * What a task's containers run on. Where `runtimePlatform.operatingSystemFamily` is missing, as it always is in a
 * bare array of containers, that is Linux:
 * on Fargate by definition, on EC2 in nearly all cases. But task definitions for Windows on EC2 are older than
 * `runtimePlatform`, so with anything in sight that speaks of Windows it is unknown.
 */
export function operatingSystem(taskDefinition: Value, containers: readonly Container[]): OperatingSystem {
  const family = taskDefinition.get('runtimePlatform', 'operatingSystemFamily');
  const isMissing = family.isAbsent || taskDefinition.kind !== 'object';
  if (isMissing) return hints(taskDefinition, containers).some(speaksOfWindows) ? 'unknown' : 'linux';
  if (family.is('LINUX')) return 'linux';
  return family.string?.startsWith('WINDOWS_') === true ? 'windows' : 'unknown';
}

function hints(taskDefinition: Value, containers: readonly Container[]): readonly Value[] {
  return [
    ...taskDefinition.get('placementConstraints').items.map((constraint) => constraint.get('expression')),
    ...containers.flatMap((container) => [
      container.get('image'),
      container.get('workingDirectory'),
      ...container.get('entryPoint').items,
      ...container.get('command').items,
      ...container.get('mountPoints').items.map((mount) => mount.get('containerPath')),
    ]),
  ];
}

function speaksOfWindows({ scalar }: Value): boolean {
  return typeof scalar === 'string' && WINDOWS.test(scalar);
}
