import { text } from '../../../text.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import type { Value } from '../../syntax/value.ts';
import { removeIt } from '../remove-it.ts';
import type { OldRule, Report } from '../rule.ts';

/**
 * "The following task definition parameters are not valid in Amazon ECS Managed Instances tasks."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-tasks-services.html
 */
export const managedInstances: OldRule = {
  id: 'task/managed-instances',
  severity: 'error',
  check(taskDefinition, report) {
    if (taskDefinition.platform.requires('MANAGED_INSTANCES') === undefined) {
      return;
    }
    for (const name of ['ephemeralStorage', 'proxyConfiguration', 'ipcMode']) {
      refuse(taskDefinition.get(name), name, report);
    }
    for (const volume of taskDefinition.get('volumes').items) {
      for (const name of ['dockerVolumeConfiguration', 'fsxWindowsFileServerVolumeConfiguration']) {
        refuse(volume.get(name), name, report);
      }
    }
    checkNetworkMode(taskDefinition.get('networkMode'), report);
    checkOperatingSystem(taskDefinition, report);
  },
};

function refuse(value: Value, name: string, report: Report): void {
  if (value.kind !== 'object' && (value.string ?? '') === '') {
    return;
  }
  if (value.key === undefined) {
    return;
  }
  report({
    at: value.key,
    message: text('Managed instances do not support {0}.', name),
    fixes: [removeIt(value)],
  });
}

function checkNetworkMode(mode: Value, report: Report): void {
  if (!mode.is('bridge') && !mode.is('none')) {
    return;
  }
  report({
    at: mode,
    // One of AWS's pages counts `none` among the network modes of managed instances, another does not.
    severity: mode.is('none') ? 'information' : 'error',
    message: text('Managed instances have network modes "awsvpc" and "host", not "{0}".', mode.string ?? ''),
  });
}

function checkOperatingSystem(taskDefinition: TaskDefinition, report: Report): void {
  const family = taskDefinition.get('runtimePlatform', 'operatingSystemFamily');
  if (taskDefinition.platform.operatingSystem !== 'windows') {
    return;
  }
  report({ at: family, message: text('Managed instances run Linux, not "{0}".', family.string ?? '') });
}
