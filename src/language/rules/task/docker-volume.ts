import { sentence } from '../../../text.ts';
import { remove } from '../../syntax/change.ts';
import { changeTo } from '../change-to.ts';
import { defineRule } from '../define-rule.ts';

/**
 * Of `autoprovision`: "This field is only used if the scope is shared." Left out, the scope is task.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DockerVolumeConfiguration.html
 */
export const dockerVolume = defineRule({
  id: 'task/docker-volume',
  on: 'task-definition',
  speaksOf: ['volumes'],
  messages: {
    notShared: {
      severity: 'warning',
      text: '"{.autoprovision}" is only for volumes of scope "shared". Volumes of a task are always created with it.',
    },
  },
  check({ taskDefinition, report }) {
    for (const volume of taskDefinition.get('volumes').children) {
      const docker = volume.get('dockerVolumeConfiguration');
      if (docker.kind !== 'object') {
        continue;
      }
      const flag = docker.get('autoprovision');
      const scope = docker.get('scope');
      if (!flag.is(true) || !(scope.isAbsent || scope.is('task'))) {
        continue;
      }
      const removal = { title: sentence('Remove {.autoprovision}'), safe: false, changes: () => [remove(flag)] };
      report({
        at: flag,
        message: 'notShared',
        fixes: scope.isAbsent ? [removal] : [removal, changeTo(scope, 'shared')],
      });
    }
  },
});
