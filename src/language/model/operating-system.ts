import { ABSENT } from '../syntax/node.ts';
import type { Value } from '../syntax/value.ts';
import type { Container } from './container.ts';

export type OperatingSystem = 'linux' | 'windows' | 'unknown';

/** What names Windows in images, paths, commands and placement constraints (`attribute:ecs.os-type == windows`). */
const WINDOWS = /windows|nanoserver|servercore|\biis\b|dotnet\/framework|powershell|cmd\.exe|^[a-z]:[\\/]/i;

/**
 * What a task's containers run on. Where `runtimePlatform.operatingSystemFamily` is missing, that is Linux:
 * on Fargate by definition, on EC2 in nearly all cases. But task definitions for Windows on EC2 are older than
 * `runtimePlatform`, so with anything in sight that speaks of Windows it is unknown.
 */
export function operatingSystem(taskDefinition: Value | undefined, containers: readonly Container[]): OperatingSystem {
  const family = taskDefinition?.get('runtimePlatform', 'operatingSystemFamily') ?? ABSENT;
  if (family.isAbsent) return hints(taskDefinition, containers).some(speaksOfWindows) ? 'unknown' : 'linux';
  if (family.is('LINUX')) return 'linux';
  return family.string?.startsWith('WINDOWS_') === true ? 'windows' : 'unknown';
}

function hints(taskDefinition: Value | undefined, containers: readonly Container[]): readonly Value[] {
  const constraints = taskDefinition?.get('placementConstraints').items ?? [];
  return [
    ...constraints.map((constraint) => constraint.get('expression')),
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
