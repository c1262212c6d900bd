import { type Text, text } from '../../../text.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import type { OldRule } from '../rule.ts';

/**
 * "On Linux Amazon EC2 instances, Amazon ECS can't automatically mount FSx for Windows File Server volumes through
 * task definitions." "FSx for Windows File Server with Amazon ECS doesn't support AWS Fargate", nor managed instances.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/wfsx-volumes.html
 */
export const fsxVolume: OldRule = {
  id: 'task/fsx-volume',
  severity: 'warning',
  check(taskDefinition, report) {
    for (const volume of taskDefinition.get('volumes').children) {
      const fsx = volume.get('fsxWindowsFileServerVolumeConfiguration');
      if (fsx.kind !== 'object' || fsx.key === undefined) {
        continue;
      }
      const message = obstacle(taskDefinition);
      if (message !== undefined) {
        report({ at: fsx.key, message });
      }
    }
  },
};

function obstacle(taskDefinition: TaskDefinition): Text | undefined {
  if (taskDefinition.platform.requires('FARGATE') !== undefined) {
    return text('Fargate cannot mount a volume of FSx for Windows File Server.');
  }
  if (taskDefinition.platform.requires('MANAGED_INSTANCES') !== undefined) {
    return text('Managed instances cannot mount a volume of FSx for Windows File Server.');
  }
  // Task definitions for Windows are older than runtimePlatform: without it, the volume says that it is Windows.
  return taskDefinition.get('runtimePlatform', 'operatingSystemFamily').is('LINUX')
    ? text('Only Windows containers can mount a volume of FSx for Windows File Server.')
    : undefined;
}
