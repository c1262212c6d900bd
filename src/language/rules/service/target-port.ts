import { mappedPortsOf, targetsOf } from '../../documents/service/targets.ts';
import { changeTo } from '../change-to.ts';
import { defineRule } from '../define-rule.ts';

/**
 * "The container app did not have a container port 80 defined.": CreateService's answer.
 * Source: https://github.com/pulumi/pulumi-awsx/issues/1172,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html
 */
export const targetPort = defineRule({
  id: 'service/target-port',
  on: 'service',
  messages: {
    loadBalancers: {
      severity: 'error',
      text: 'Container "{container}" has no port {port} in its {.portMappings} for the load balancer.',
    },
    serviceRegistries: {
      severity: 'error',
      text: 'Container "{container}" has no port {port} in its {.portMappings} for Cloud Map.',
    },
  },
  check({ service, taskDefinition, report }) {
    if (taskDefinition === undefined || service.isDescribed) {
      return;
    }
    for (const { list, container: named, port } of targetsOf(service)) {
      const container = taskDefinition.containerNamed(named.string ?? '');
      const mapped = container === undefined ? undefined : mappedPortsOf(container);
      const { number } = port;
      if (container === undefined || mapped === undefined || number === undefined) {
        continue;
      }
      if (mapped.every(({ first, last }) => number < first || last < number)) {
        const [only, ...others] = mapped;
        const isSure = only !== undefined && others.length === 0 && only.first === only.last;
        report({
          at: port,
          message: list,
          values: { container: container.label, port: number },
          fixes: isSure ? [changeTo(port, only.first)] : [],
        });
      }
    }
  },
});
