import type { Value } from '../syntax/value.ts';
import type { OperatingSystem } from './operating-system.ts';

/** The network that containers get; `default` is what Docker on Windows has instead of a bridge. */
export type NetworkMode = 'awsvpc' | 'bridge' | 'host' | 'none' | 'default' | 'unknown';

const NETWORK_MODES: readonly NetworkMode[] = ['awsvpc', 'bridge', 'host', 'none'];

const DEFAULTS: Readonly<Record<OperatingSystem, NetworkMode>> = {
  linux: 'bridge',
  windows: 'default',
  unknown: 'unknown',
};

/**
 * What `networkMode` says, or what ECS makes of it: Fargate has awsvpc only; left out, it is awsvpc on managed
 * instances, bridge on Linux instances, and Docker's default on Windows instances.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-tasks-services.html
 */
export function networkMode(mode: Value, launchTypes: readonly Value[], os: () => OperatingSystem): NetworkMode {
  if (launchTypes.some((type) => type.is('FARGATE'))) {
    return 'awsvpc';
  }
  if (!mode.isAbsent) {
    return NETWORK_MODES.find((known) => mode.is(known)) ?? 'unknown';
  }
  if (launchTypes.some(({ isUnknown }) => isUnknown)) {
    return 'unknown';
  }
  if (!launchTypes.some((type) => type.is('MANAGED_INSTANCES'))) {
    return DEFAULTS[os()];
  }
  return launchTypes.length === 1 ? 'awsvpc' : 'unknown';
}
