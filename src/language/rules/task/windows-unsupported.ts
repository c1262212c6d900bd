import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { writtenName } from '../name-of.ts';
import { removeIt } from '../remove-it.ts';

const messages = {
  unsupported: { severity: 'warning', text: 'Windows containers do not support "{property}".' },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

const PROPERTIES = [
  'disableNetworking',
  'dnsSearchDomains',
  'dnsServers',
  'extraHosts',
  'linuxParameters',
  'links',
  'privileged',
  'readonlyRootFilesystem',
  'systemControls',
  'ulimits',
];

const TASK_PROPERTIES = ['ipcMode', 'pidMode'];

/**
 * "This parameter is not supported for Windows containers", says the description of each. So it says of `user`, but a
 * check of AWS Config demands that Windows containers have one: "NON_COMPLIANT if default administrator user is
 * specified or user configuration is absent".
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 * https://docs.aws.amazon.com/config/latest/developerguide/ecs-task-definition-windows-user-non-admin.html
 */
export const windowsUnsupported = defineRule({
  id: 'task/windows-unsupported',
  on: 'task-definition',
  messages,
  check({ taskDefinition, platform, report }) {
    if (platform.operatingSystem !== 'windows') {
      return;
    }
    for (const container of taskDefinition.containers) {
      for (const name of PROPERTIES) {
        refuse(container.get(name), report);
      }
    }
    // Where it is not the operating system alone that has none of these, another rule says so.
    if (platform.requires('FARGATE') ?? platform.requires('MANAGED_INSTANCES')) {
      return;
    }
    for (const name of TASK_PROPERTIES) {
      refuse(taskDefinition.get(name), report);
    }
  },
});

function refuse(value: Value, report: Report): void {
  if (value.key === undefined || saysNothing(value)) {
    return;
  }
  report({
    at: value.key,
    message: 'unsupported',
    values: { property: writtenName(value.key) },
    fixes: [removeIt(value)],
  });
}

function saysNothing(value: Value): boolean {
  const isEmpty = (value.kind === 'array' || value.kind === 'object') && value.children.length === 0;
  return value.isAbsent || value.isUnknown || value.is(false) || value.is('') || isEmpty;
}
