import { LAST_PORT } from '../../../port.ts';
import type { NetworkMode } from '../../documents/network-mode.ts';
import { readPortRange } from '../../documents/port-mapping.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { removeIt } from '../remove-it.ts';

const messages = {
  missingPort: {
    severity: 'error',
    text: 'A port mapping of container "{container}" does not have {.containerPort}.',
  },
  illegalPort: { severity: 'error', text: 'Port {port} is not valid: ports must be from 0 to {most}.' },
  portAndRange: {
    severity: 'error',
    text: 'A port mapping can have {.containerPort} or {.containerPortRange}, not both.',
  },
  hostPortWithRange: {
    severity: 'error',
    text: 'A port mapping with {.containerPortRange} cannot have {.hostPort}.',
  },
  rangeOnHost: { severity: 'error', text: 'Port ranges need network mode "awsvpc" or "bridge", not "host".' },
  illegalRange: {
    severity: 'error',
    text: '"{range}" is not a range of ports. Write the lowest and the highest port, as in "8000-8010".',
  },
} as const satisfies Messages;
type Report = ReportOf<typeof messages>;

/**
 * "Invalid 'containerPort' setting", "cannot specify both single port and port range" and "Invalid
 * 'containerPortRange' setting": RegisterTaskDefinition's answers. For ranges, "you must use either the bridge network
 * mode or the awsvpc network mode".
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export const portMapping = defineRule({
  id: 'task/port-mapping',
  on: 'task-definition',
  speaksOf: ['portMappings'],
  messages,
  check({ taskDefinition, platform, report }) {
    for (const { value, container } of taskDefinition.portMappings) {
      const containerPort = value.get('containerPort');
      const range = value.get('containerPortRange');
      checkPort(containerPort, report);
      checkPort(value.get('hostPort'), report);
      // An empty string is what a skeleton of the AWS CLI has, and AWS's GitHub Action leaves out.
      if (!range.isAbsent && !range.is('')) {
        checkRange(value, range, platform.networkMode, report);
      } else if (containerPort.isAbsent && !container.isFragment) {
        report({ at: value, message: 'missingPort', values: { container: container.label } });
      }
    }
  },
});

function checkPort(port: Value, report: Report): void {
  const { number } = port;
  if (number === undefined || (number >= 0 && number <= LAST_PORT)) {
    return;
  }
  report({ at: port, message: 'illegalPort', values: { port: number, most: LAST_PORT } });
}

function checkRange(mapping: Value, range: Value, mode: NetworkMode, report: Report): void {
  const written = range.string;
  if (written === undefined || range.key === undefined) {
    return;
  }
  const hostPort = mapping.get('hostPort');
  if (mapping.get('containerPort').number !== undefined) {
    report({ at: range.key, message: 'portAndRange' });
  } else if (hostPort.number !== undefined) {
    report({
      at: hostPort,
      message: 'hostPortWithRange',
      fixes: [removeIt(hostPort, true)],
    });
  }
  if (mode === 'host') {
    report({ at: range.key, message: 'rangeOnHost' });
  }
  checkGrammar(range, written, report);
}

function checkGrammar(range: Value, written: string, report: Report): void {
  const ports = readPortRange(written);
  if (ports !== undefined && ports.first >= 1 && ports.first < ports.last && ports.last <= LAST_PORT) {
    return;
  }
  const canTurn = ports !== undefined && ports.last >= 1 && ports.last < ports.first && ports.first <= LAST_PORT;
  const turned = canTurn ? `${ports.last}-${ports.first}` : undefined;
  report({
    at: range,
    message: 'illegalRange',
    values: { range: written },
    fixes: turned === undefined ? [] : [changeTo(range, turned)],
  });
}
