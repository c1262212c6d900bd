import { Spelling } from '../../documents/closest.ts';
import { reference } from '../../documents/container-reference.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { isUnknownContainer, meantContainer } from '../unknown-container.ts';

const messages = {
  wrongNetworkMode: { severity: 'error', text: 'A proxy needs network mode "awsvpc". Here it is "{mode}".' },
  unknownContainer: {
    severity: 'error',
    text: 'The proxy must be a container of the task. There is no container "{container}".',
  },
  noIngressPort: { severity: 'error', text: 'The proxy needs the property "ProxyIngressPort".' },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * "APPMESH proxy configuration is only supported in networkMode=awsvpc", "Proxy container [x] does not exist" and
 * "Ingress port not found": RegisterTaskDefinition's answers.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ProxyConfiguration.html
 */
export const proxyConfiguration = defineRule({
  id: 'task/proxy-configuration',
  on: 'task-definition',
  speaksOf: ['proxyConfiguration'],
  messages,
  check({ taskDefinition, platform, report }) {
    const proxy = taskDefinition.get('proxyConfiguration');
    if (proxy.kind !== 'object' || proxy.key === undefined) {
      return;
    }
    const mode = platform.networkMode;
    if (mode !== 'awsvpc' && mode !== 'unknown') {
      report({ at: proxy.key, message: 'wrongNetworkMode', values: { mode } });
    }
    checkContainer(taskDefinition, proxy.get('containerName'), report);
    checkIngressPort(proxy, report);
  },
});

function checkContainer(taskDefinition: TaskDefinition, value: Value, report: Report): void {
  const container = reference(value);
  if (container === undefined || !isUnknownContainer(taskDefinition, container.name)) {
    return;
  }
  report({
    at: value,
    message: 'unknownContainer',
    values: { container: container.name },
    fixes: meantContainer(taskDefinition, container, new Spelling(), () => true),
  });
}

function checkIngressPort(proxy: Value, report: Report): void {
  const properties = proxy.get('properties');
  const place = properties.isAbsent ? proxy.key : properties.key;
  if (place === undefined) {
    return;
  }
  const mayBeThere = properties.items.some((property) => {
    const name = property.get('name');
    return name.is('ProxyIngressPort') || name.isUnknown;
  });
  if (!mayBeThere) {
    report({ at: place, message: 'noIngressPort' });
  }
}
