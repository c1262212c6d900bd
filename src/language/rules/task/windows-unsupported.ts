import { text } from '../../../text.ts';
import type { Value } from '../../syntax/value.ts';
import { removeIt } from '../remove-it.ts';
import type { OldRule, Report } from '../rule.ts';

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
  'user',
];

const TASK_PROPERTIES = ['ipcMode', 'pidMode'];

/**
 * "This parameter is not supported for Windows containers", says the description of each.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export const windowsUnsupported: OldRule = {
  id: 'task/windows-unsupported',
  severity: 'warning',
  check(taskDefinition, report) {
    if (taskDefinition.platform.operatingSystem !== 'windows') {
      return;
    }
    for (const container of taskDefinition.containers) {
      for (const name of PROPERTIES) {
        refuse(container.get(name), name, report);
      }
    }
    // Where it is not the operating system alone that has none of these, another rule says so.
    if (taskDefinition.platform.requires('FARGATE') ?? taskDefinition.platform.requires('MANAGED_INSTANCES')) {
      return;
    }
    for (const name of TASK_PROPERTIES) {
      refuse(taskDefinition.get(name), name, report);
    }
  },
};

function refuse(value: Value, name: string, report: Report): void {
  if (value.key === undefined || saysNothing(value)) {
    return;
  }
  report({
    at: value.key,
    message: text('Windows containers do not support "{0}".', name),
    fixes: [removeIt(value)],
  });
}

function saysNothing(value: Value): boolean {
  const isEmpty = (value.kind === 'array' || value.kind === 'object') && value.children.length === 0;
  return value.isAbsent || value.isUnknown || value.is(false) || value.is('') || isEmpty;
}
