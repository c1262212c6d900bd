import { defineRule } from '../define-rule.ts';

/**
 * "Amazon ECS Managed Instances support Linux containers", and no others.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ManagedInstances.html
 */
export const managedInstancesPlatform = defineRule({
  id: 'task/managed-instances-platform',
  on: 'task-definition',
  messages: {
    notLinux: { severity: 'error', text: 'Managed instances run only Linux, not "{operatingSystem}".' },
  },
  check({ taskDefinition, platform, report }) {
    if (platform.requires('MANAGED_INSTANCES') === undefined || platform.operatingSystem !== 'windows') {
      return;
    }
    const family = taskDefinition.get('runtimePlatform', 'operatingSystemFamily');
    report({ at: family, message: 'notLinux', values: { operatingSystem: family.string ?? '' } });
  },
});
