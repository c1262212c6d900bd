import { isPort } from '../../../port.ts';
import { changeTo } from '../change-to.ts';
import { defineRule } from '../define-rule.ts';

/**
 * "When networkMode=awsvpc, the host ports and container ports in port mappings must match", the same for host:
 * RegisterTaskDefinition's answer, which 0 gets too (https://github.com/aws/amazon-ecs-cli/issues/1014).
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export const hostPort = defineRule({
  id: 'task/host-port',
  on: 'task-definition',
  speaksOf: ['portMappings'],
  messages: {
    different: {
      severity: 'error',
      text: 'With network mode "{mode}", {.hostPort} must be the {.containerPort} {containerPort}, not {hostPort}.',
    },
  },
  alsoReportedBy: ['cfn-lint E3053'],
  check({ taskDefinition, platform, report }) {
    const mode = platform.networkMode;
    if (mode !== 'awsvpc' && mode !== 'host') {
      return;
    }
    for (const { value: mapping } of taskDefinition.portMappings) {
      const at = mapping.get('hostPort');
      const containerPort = mapping.get('containerPort').number;
      if (containerPort === undefined || !isPort(containerPort)) {
        continue;
      }
      if (at.number === undefined || at.number === containerPort) {
        continue;
      }
      report({
        at,
        message: 'different',
        values: { mode, containerPort, hostPort: at.number },
        // On the instance's own network, it may be the container that should listen elsewhere.
        fixes: [changeTo(at, containerPort, mode === 'awsvpc' || at.number === 0)],
      });
    }
  },
});
