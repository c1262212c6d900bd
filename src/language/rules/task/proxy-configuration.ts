import { text } from '../../../text.ts';
import { reference } from '../../documents/container-reference.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import type { Value } from '../../syntax/value.ts';
import { Spelling } from '../closest.ts';
import type { OldRule, Report } from '../rule.ts';
import { isUnknownContainer, meantContainer } from '../unknown-container.ts';

/**
 * "APPMESH proxy configuration is only supported in networkMode=awsvpc", "Proxy container [x] does not exist" and
 * "Ingress port not found": RegisterTaskDefinition's answers.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ProxyConfiguration.html
 */
export const proxyConfiguration: OldRule = {
  id: 'task/proxy-configuration',
  severity: 'error',
  check(taskDefinition, report) {
    const proxy = taskDefinition.get('proxyConfiguration');
    if (proxy.kind !== 'object' || proxy.key === undefined) {
      return;
    }
    const mode = taskDefinition.platform.networkMode;
    if (mode !== 'awsvpc' && mode !== 'unknown') {
      report({
        at: proxy.key,
        message: text('A proxy needs network mode "awsvpc"; here it is "{0}".', mode),
      });
    }
    checkContainer(taskDefinition, proxy.get('containerName'), report);
    checkIngressPort(proxy, report);
  },
};

function checkContainer(taskDefinition: TaskDefinition, value: Value, report: Report): void {
  const container = reference(value);
  if (container === undefined || !isUnknownContainer(taskDefinition, container.name)) {
    return;
  }
  report({
    at: value,
    message: text('There is no container "{0}" to be the proxy.', container.name),
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
    report({ at: place, message: text('The proxy needs the property "{0}".', 'ProxyIngressPort') });
  }
}
