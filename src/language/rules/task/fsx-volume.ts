import type { Platform } from '../../documents/platform.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import { defineRule, type Messages } from '../define-rule.ts';

const messages = {
  unsupportedOnFargate: {
    severity: 'warning',
    text: 'Fargate cannot mount a volume of FSx for Windows File Server.',
  },
  unsupportedOnManagedInstances: {
    severity: 'warning',
    text: 'Managed instances cannot mount a volume of FSx for Windows File Server.',
  },
  unsupportedOnLinux: {
    severity: 'warning',
    text: 'Only Windows containers can mount a volume of FSx for Windows File Server.',
  },
} as const satisfies Messages;

/**
 * "On Linux Amazon EC2 instances, Amazon ECS can't automatically mount FSx for Windows File Server volumes through
 * task definitions." "FSx for Windows File Server with Amazon ECS doesn't support AWS Fargate", nor managed instances.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/wfsx-volumes.html
 */
export const fsxVolume = defineRule({
  id: 'task/fsx-volume',
  on: 'task-definition',
  speaksOf: ['volumes'],
  messages,
  check({ taskDefinition, platform, report }) {
    for (const volume of taskDefinition.get('volumes').children) {
      const fsx = volume.get('fsxWindowsFileServerVolumeConfiguration');
      if (fsx.kind !== 'object' || fsx.key === undefined) {
        continue;
      }
      const message = obstacle(taskDefinition, platform);
      if (message !== undefined) {
        report({ at: fsx.key, message });
      }
    }
  },
});

function obstacle(taskDefinition: TaskDefinition, platform: Platform): keyof typeof messages | undefined {
  if (platform.isOnFargate) {
    return 'unsupportedOnFargate';
  }
  if (platform.requires('MANAGED_INSTANCES') !== undefined) {
    return 'unsupportedOnManagedInstances';
  }
  // Task definitions for Windows are older than runtimePlatform: without it, the volume says that it is Windows.
  return taskDefinition.get('runtimePlatform', 'operatingSystemFamily').is('LINUX') ? 'unsupportedOnLinux' : undefined;
}
