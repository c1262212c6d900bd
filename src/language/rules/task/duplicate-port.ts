import { sentence } from '../../../text.ts';
import type { Container } from '../../documents/container.ts';
import type { NetworkMode } from '../../documents/network-mode.ts';
import {
  containerPortsOf,
  fixedHostPortOf,
  type Overlap,
  overlaps,
  type PortMapping,
  sharedPortOf,
} from '../../documents/port-mapping.ts';
import { remove } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

const messages = {
  duplicate: {
    severity: 'error',
    text: 'Container "{other}" also maps port {port}. With network mode "{mode}", a task can map a port only once.',
  },
  duplicateHostPort: {
    severity: 'error',
    text: 'Container "{other}" also maps host port {port}. A task can map a host port only once.',
  },
  overlappingRange: {
    severity: 'error',
    text: 'Another port mapping of container "{container}" also has port {port}. Port ranges must not overlap.',
  },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * "Container port is used multiple times in task": RegisterTaskDefinition's answer where all containers share one
 * network. "TCP host port '3000' is mapped multiple times in task.": its answer where they share the instance's ports
 * (https://github.com/aws/amazon-ecs-agent/issues/1220). "You cannot specify overlapping port ranges."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export const duplicatePort = defineRule({
  id: 'task/duplicate-port',
  on: 'task-definition',
  speaksOf: ['portMappings'],
  messages,
  check({ taskDefinition, platform, report }) {
    const { portMappings } = taskDefinition;
    if (portMappings.length < 2) {
      return;
    }
    const mode = platform.networkMode;
    if (mode === 'awsvpc' || mode === 'host') {
      const takenBy = mode === 'awsvpc' ? containerPortsOf : sharedPortOf;
      for (const overlap of overlaps(portMappings, takenBy)) {
        const values = { other: overlap.other.container.label, port: overlap.port, mode };
        report({ at: portsOf(overlap.mapping.value), message: 'duplicate', values, fixes: removals(overlap) });
      }
    } else if (mode !== 'none') {
      // Whatever the mode is, nobody can have a port of the instance twice.
      checkHostPorts(portMappings, mode, report);
      checkRanges(portMappings, report);
    }
  },
});

function checkHostPorts(mappings: readonly PortMapping[], mode: NetworkMode, report: Report): void {
  for (const overlap of overlaps(mappings, fixedHostPortOf)) {
    const at = overlap.mapping.value.get('hostPort');
    const leaveOut: Remedy = {
      title: sentence('Remove {.hostPort}, so that Docker finds a free port'),
      safe: false,
      changes: () => [remove(at)],
    };
    report({
      at,
      message: 'duplicateHostPort',
      values: { other: overlap.other.container.label, port: overlap.port },
      fixes: mode === 'unknown' ? removals(overlap) : [...removals(overlap), leaveOut],
    });
  }
}

/** Docker finds ports of the instance for a range, so that only the ranges of one container can meet. */
function checkRanges(mappings: readonly PortMapping[], report: Report): void {
  if (!mappings.some(hasRange)) {
    return;
  }
  for (const own of byContainer(mappings)) {
    for (const overlap of overlaps(own, containerPortsOf)) {
      const { mapping, other, port } = overlap;
      if (hasRange(mapping) || hasRange(other)) {
        const values = { container: mapping.container.label, port };
        report({ at: portsOf(mapping.value), message: 'overlappingRange', values, fixes: removals(overlap) });
      }
    }
  }
}

/** The mappings of each container. */
function byContainer(mappings: readonly PortMapping[]): Iterable<readonly PortMapping[]> {
  const lists = new Map<Container, PortMapping[]>();
  for (const mapping of mappings) {
    const list = lists.get(mapping.container);
    if (list === undefined) {
      lists.set(mapping.container, [mapping]);
    } else {
      list.push(mapping);
    }
  }
  return lists.values();
}

function hasRange({ value }: PortMapping): boolean {
  return value.get('containerPortRange').string !== undefined;
}

/** What of a mapping says its ports: in the network of the instance, the host port can be all that is there. */
function portsOf(mapping: Value): Value {
  const port = mapping.get('containerPort');
  const range = mapping.get('containerPortRange');
  return port.number !== undefined ? port : range.key === undefined ? mapping.get('hostPort') : range;
}

/** Where one container says the same twice, once is enough. */
function removals({ mapping, other }: Overlap): readonly Remedy[] {
  const { value } = mapping;
  const isSame = mapping.container === other.container && portsOf(value).scalar === portsOf(other.value).scalar;
  return isSame ? [{ title: sentence('Remove this port mapping'), safe: false, changes: () => [remove(value)] }] : [];
}
