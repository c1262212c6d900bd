import type { Value } from '../syntax/value.ts';
import type { Container } from './container.ts';
import type { NetworkMode } from './network-mode.ts';

/** The properties of a container that a network mode does not allow. */
const REFUSED: Readonly<Record<NetworkMode, readonly string[]>> = {
  awsvpc: ['links', 'hostname', 'dnsServers', 'extraHosts', 'disableNetworking'],
  host: ['links'],
  none: ['links', 'portMappings'],
  bridge: [],
  default: [],
  unknown: [],
};

/** What of the containers' settings a network mode does not allow, where they certainly have it. */
export function networkSettingsRefused(containers: readonly Container[], mode: NetworkMode): readonly Value[] {
  const refused: Value[] = [];
  for (const name of REFUSED[mode]) {
    for (const container of containers) {
      const setting = container.value.get(name);
      if (saysSomething(setting)) {
        refused.push(setting);
      }
    }
  }
  return refused;
}

/** Empty lists and strings, and false, are as if they were not there. */
function saysSomething(value: Value): boolean {
  return value.is(true) || (value.kind === 'array' && value.children.length > 0) || (value.string ?? '') !== '';
}
