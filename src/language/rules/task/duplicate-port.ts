import { sentence } from '../../../text.ts';
import { type Overlap, overlaps } from '../../documents/port-mapping.ts';
import { remove } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule } from '../define-rule.ts';

/**
 * "Container port is used multiple times in task": RegisterTaskDefinition's answer where all containers share one
 * network.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export const duplicatePort = defineRule({
  id: 'task/duplicate-port',
  on: 'task-definition',
  messages: {
    duplicate: {
      severity: 'error',
      text: 'Container "{other}" also maps port {port}. With network mode "awsvpc", a task can map a port only once.',
    },
  },
  check({ taskDefinition, platform, report }) {
    const { portMappings } = taskDefinition;
    if (portMappings.length < 2 || platform.networkMode !== 'awsvpc') {
      return;
    }
    for (const overlap of overlaps(portMappings)) {
      const { value } = overlap.mapping;
      report({
        at: portsOf(value),
        message: 'duplicate',
        values: { other: overlap.other.container.label, port: overlap.port },
        fixes: isSame(overlap)
          ? [{ title: sentence('Remove this port mapping'), safe: false, changes: () => [remove(value)] }]
          : [],
      });
    }
  },
});

function portsOf(mapping: Value): Value {
  const port = mapping.get('containerPort');
  return port.number === undefined ? mapping.get('containerPortRange') : port;
}

/** Whether one container says the same of a port twice. */
function isSame({ mapping, other }: Overlap): boolean {
  return mapping.container === other.container && portsOf(mapping.value).scalar === portsOf(other.value).scalar;
}
