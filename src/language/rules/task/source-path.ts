import { labelOf } from '../../documents/label.ts';
import { isRelativePath } from '../../documents/paths.ts';
import { defineRule } from '../define-rule.ts';

/**
 * "create ./volumes/nginx.conf: "./volumes/nginx.conf" includes invalid characters for a local volume name": Docker's
 * answer, with which the task stops. "The host path for the volume cannot be relative." A single word is the name of a
 * volume of Docker, and works.
 * Source: https://github.com/aws/amazon-ecs-cli/issues/181
 */
export const sourcePath = defineRule({
  id: 'task/source-path',
  on: 'task-definition',
  speaksOf: ['volumes'],
  messages: {
    relative: {
      severity: 'warning',
      text: 'Docker cannot mount "{path}" from the instance: the path of volume "{volume}" must be absolute.',
    },
  },
  check({ taskDefinition, report }) {
    for (const [index, volume] of taskDefinition.get('volumes').children.entries()) {
      const at = volume.get('host', 'sourcePath');
      const path = at.string;
      if (path === undefined || !isRelativePath(path) || !/[/\\~]|^\.+$/.test(path)) {
        continue;
      }
      report({
        at,
        message: 'relative',
        values: { path, volume: labelOf(volume, index) },
      });
    }
  },
});
