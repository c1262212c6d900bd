import type { Value } from '../../syntax/value.ts';
import { defineRule } from '../define-rule.ts';
import { writtenName } from '../name-of.ts';
import { removeIt } from '../remove-it.ts';

const PROPERTIES = ['ephemeralStorage', 'proxyConfiguration', 'ipcMode'];
const OF_VOLUMES = ['dockerVolumeConfiguration', 'fsxWindowsFileServerVolumeConfiguration'];

/**
 * "The following task definition parameters are not valid in Amazon ECS Managed Instances tasks."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-tasks-services.html
 */
export const managedInstancesUnsupported = defineRule({
  id: 'task/managed-instances-unsupported',
  on: 'task-definition',
  messages: {
    unsupported: { severity: 'error', text: 'Managed instances do not support {property}.' },
  },
  check({ taskDefinition, platform, report }) {
    if (platform.requires('MANAGED_INSTANCES') === undefined) {
      return;
    }
    const volumes = taskDefinition.get('volumes').items;
    const values = [
      ...PROPERTIES.map((name) => taskDefinition.get(name)),
      ...volumes.flatMap((volume) => OF_VOLUMES.map((name) => volume.get(name))),
    ];
    for (const value of values) {
      const { key } = value;
      if (key !== undefined && saysSomething(value)) {
        report({
          at: key,
          message: 'unsupported',
          values: { property: writtenName(key) },
          fixes: [removeIt(value)],
        });
      }
    }
  },
});

/** An empty string is as if it were not there. */
function saysSomething(value: Value): boolean {
  return value.kind === 'object' || (value.string ?? '') !== '';
}
