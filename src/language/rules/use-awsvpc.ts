import { isPort } from '../../port.ts';
import { sentence } from '../../text.ts';
import { networkSettingsRefused } from '../documents/network-settings.ts';
import { containerPortsOf, overlaps } from '../documents/port-mapping.ts';
import type { TaskDefinition } from '../documents/task-definition.ts';
import { set } from '../syntax/change.ts';
import type { Change, Value } from '../syntax/value.ts';
import type { Remedy } from './rule.ts';

/** Offers the network mode awsvpc, which is one's choice, where nothing in the containers is at odds with it. */
export function offerAwsvpc(taskDefinition: TaskDefinition): readonly Remedy[] {
  const { containers, portMappings } = taskDefinition;
  const isAtOdds =
    networkSettingsRefused(containers, 'awsvpc').length > 0 || overlaps(portMappings, containerPortsOf).length > 0;
  return isAtOdds ? [] : [useAwsvpc(taskDefinition, false)];
}

/** Sets the network mode to awsvpc, and the host ports to what ECS then accepts. */
export function useAwsvpc(taskDefinition: TaskDefinition, safe: boolean): Remedy {
  const ports = taskDefinition.portMappings.flatMap(({ value }) => equalPorts(value));
  return {
    title:
      ports.length === 0
        ? sentence('Set {.networkMode} to awsvpc')
        : sentence('Set {.networkMode} to awsvpc and each {.hostPort} to its {.containerPort}'),
    safe,
    changes: () => [set(taskDefinition.value, ['networkMode'], 'awsvpc'), ...ports],
  };
}

/** "When networkMode=awsvpc, the host ports and container ports in port mappings must match." */
function equalPorts(mapping: Value): readonly Change[] {
  const containerPort = mapping.get('containerPort').number;
  const hostPort = mapping.get('hostPort').number;
  return containerPort === undefined || !isPort(containerPort) || hostPort === undefined || hostPort === containerPort
    ? []
    : [set(mapping, ['hostPort'], containerPort)];
}
