import { sentence } from '../../../text.ts';
import { Spelling } from '../../documents/closest.ts';
import { reference } from '../../documents/container-reference.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import { set } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';
import { isUnknownContainer, meantContainer } from '../unknown-container.ts';

/** The document also calls EgressIgnoredPorts and EgressIgnoredIPs required, but AWS's CDK leaves them out. */
const REQUIRED = ['ProxyIngressPort', 'ProxyEgressPort', 'AppPorts'] as const;

/** "It can be an empty list." */
const EMPTY_LISTS: readonly string[] = ['EgressIgnoredPorts', 'EgressIgnoredIPs'];
/** Each of these can be empty beside the other. */
const USER: readonly string[] = ['IgnoredUID', 'IgnoredGID'];

const messages = {
  wrongNetworkMode: { severity: 'error', text: 'A proxy needs network mode "awsvpc". Here it is "{mode}".' },
  unknownContainer: {
    severity: 'error',
    text: 'The proxy must be a container of the task. There is no container "{container}".',
  },
  missingProperties: { severity: 'error', text: 'The proxy needs more properties: {properties}.' },
  noUser: {
    severity: 'warning',
    text: 'The proxy needs "IgnoredUID" or "IgnoredGID", or its own traffic is sent back to it.',
  },
  noValue: { severity: 'error', text: 'The property "{property}" of the proxy needs a value.' },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * "APPMESH proxy configuration is only supported in networkMode=awsvpc", "Proxy container [x] does not exist", "Ingress
 * port not found" and "ProxyConfiguration properties value cannot be null.": RegisterTaskDefinition's answers. It gives
 * the last to an empty name, too: https://github.com/aws-actions/amazon-ecs-deploy-task-definition/pull/168
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
    checkMissing(proxy, report);
    checkValues(proxy.get('properties').children, report);
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

function checkMissing(proxy: Value, report: Report): void {
  const properties = proxy.get('properties');
  const place = properties.isAbsent ? proxy.key : properties.key;
  const names = properties.items.map((property) => property.get('name'));
  if (place === undefined || names.some(({ isUnknown }) => isUnknown)) {
    return;
  }
  const isGiven = (name: string): boolean => names.some((other) => other.is(name));
  const missing = REQUIRED.filter((name) => !isGiven(name));
  if (missing.length > 0) {
    const list = missing.map((name) => `"${name}"`).join(', ');
    report({ at: place, message: 'missingProperties', values: { properties: list } });
  }
  if (!USER.some(isGiven)) {
    report({ at: place, message: 'noUser' });
  }
}

function checkValues(properties: readonly Value[], report: Report): void {
  for (const property of properties) {
    const name = property.get('name');
    if (name.string !== undefined && name.string !== '' && property.get('value').isAbsent) {
      report({
        at: name,
        message: 'noValue',
        values: { property: name.string },
        fixes: emptied(property, name.string),
      });
    }
  }
}

function emptied(property: Value, name: string): readonly Remedy[] {
  const isList = EMPTY_LISTS.includes(name);
  if (!isList && !USER.includes(name)) {
    return [];
  }
  return [
    {
      title: sentence('Set {.value} to an empty string'),
      safe: isList,
      changes: () => [set(property, ['value'], '')],
    },
  ];
}
