import { text } from '../../../text.ts';
import { isPort } from '../../documents/port-mapping.ts';
import { changeTo } from '../change-to.ts';
import type { OldRule } from '../rule.ts';

/**
 * "When networkMode=awsvpc, the host ports and container ports in port mappings must match", the same for host:
 * RegisterTaskDefinition's answer, which 0 gets too (https://github.com/aws/amazon-ecs-cli/issues/1014).
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export const hostPort: OldRule = {
  id: 'task/host-port',
  severity: 'error',
  check(taskDefinition, report) {
    const mode = taskDefinition.platform.networkMode;
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
        message: text(
          'With network mode "{0}", hostPort must be the containerPort {1}, not {2}.',
          mode,
          containerPort,
          at.number,
        ),
        // On the instance's own network, it may be the container that should listen elsewhere.
        fixes: [changeTo(at, containerPort, mode === 'awsvpc' || at.number === 0)],
      });
    }
  },
};
