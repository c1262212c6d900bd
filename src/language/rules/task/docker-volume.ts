import { text } from '../../../text.ts';
import { remove } from '../../syntax/change.ts';
import { changeTo } from '../change-to.ts';
import type { OldRule } from '../rule.ts';

/**
 * Of `autoprovision`: "This field is only used if the scope is shared." Left out, the scope is task.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DockerVolumeConfiguration.html
 */
export const dockerVolume: OldRule = {
  id: 'task/docker-volume',
  severity: 'warning',
  check(taskDefinition, report) {
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
      const removal = { title: text('Remove {0}', 'autoprovision'), safe: false, changes: () => [remove(flag)] };
      report({
        at: flag,
        message: text('"autoprovision" is for volumes of scope "shared": those of a task are created with it anyway.'),
        fixes: scope.isAbsent ? [removal] : [removal, changeTo(scope, 'shared')],
      });
    }
  },
};
