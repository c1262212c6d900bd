import { sentence } from '../../text.ts';
import { documentationOf } from '../rules/documentation.ts';
import type { Note } from './note.ts';

/**
 * The sources are those of the rule. That security tools want the opposite:
 * https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-5
 */
export const readonlyRootFilesystem: Note = {
  of: 'container',
  properties: ['readonlyRootFilesystem'],
  documentation: documentationOf('exec/readonly-root-filesystem'),
  paragraphs({ platform: { operatingSystem } }) {
    // ECS does not support the parameter for Windows containers.
    if (operatingSystem === 'windows') {
      return [];
    }
    return [
      sentence(
        '**ECS Exec needs this to be `false`** because its agent must write files in the container. ' +
          'Security tools ask for `true`: Security Hub (ECS.5), AWS Config ' +
          '(`ecs-containers-readonly-access`), Checkov (CKV_AWS_336).',
      ),
      sentence(
        'You can have both, though AWS does not support it: `true`, with writable mounts on ' +
          '`/var/lib/amazon` and `/var/log/amazon`.',
      ),
    ];
  },
};
