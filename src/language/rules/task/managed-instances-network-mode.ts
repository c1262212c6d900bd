import { defineRule } from '../define-rule.ts';

/**
 * Managed instances have the network modes awsvpc and host. One of AWS's pages also lists none, another does not.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-tasks-services.html
 */
export const managedInstancesNetworkMode = defineRule({
  id: 'task/managed-instances-network-mode',
  on: 'task-definition',
  messages: {
    unsupported: {
      severity: 'error',
      text: 'Managed instances support the network modes "awsvpc" and "host", but not "bridge".',
    },
    perhapsUnsupported: {
      severity: 'information',
      text: 'Managed instances may not support network mode "none". The network modes "awsvpc" and "host" are certain.',
    },
  },
  check({ taskDefinition, platform, report }) {
    if (platform.requires('MANAGED_INSTANCES') === undefined) {
      return;
    }
    const mode = taskDefinition.get('networkMode');
    if (mode.is('bridge')) {
      report({ at: mode, message: 'unsupported' });
    } else if (mode.is('none')) {
      report({ at: mode, message: 'perhapsUnsupported' });
    }
  },
});
