import { text } from '../../../text.ts';
import type { Value } from '../../syntax/value.ts';
import { removeIt } from '../remove-it.ts';
import type { Rule } from '../rule.ts';

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

/**
 * "This parameter is not supported for Windows containers", says the description of each.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const windowsUnsupported: Rule = {
  id: 'task/windows-unsupported',
  severity: 'warning',
  check(taskDefinition, report) {
    if (taskDefinition.operatingSystem !== 'windows') return;
    for (const container of taskDefinition.containers) {
      for (const name of PROPERTIES) {
        const value = container.get(name);
        if (value.key === undefined || saysNothing(value)) continue;
        report({
          at: value.key,
          message: text('Windows containers do not support "{0}".', name),
          fixes: [removeIt(value)],
        });
      }
    }
  },
};

function saysNothing(value: Value): boolean {
  const isEmpty = (value.kind === 'array' || value.kind === 'object') && value.children.length === 0;
  return value.isAbsent || value.isUnknown || value.is(false) || value.is('') || isEmpty;
}
