import { defineRule } from '../define-rule.ts';

/**
 * On external instances, "the awsvpc network mode isn't supported".
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export const externalNetworkMode = defineRule({
  id: 'task/external-network-mode',
  on: 'task-definition',
  messages: {
    unsupported: {
      severity: 'warning',
      text: 'External instances support the network modes "bridge", "host" and "none", but not "awsvpc".',
    },
  },
  check({ taskDefinition, platform, report }) {
    const mode = taskDefinition.get('networkMode');
    if (mode.is('awsvpc') && platform.requires('EXTERNAL') !== undefined) {
      report({ at: mode, message: 'unsupported' });
    }
  },
});
