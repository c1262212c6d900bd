import { sentence } from '../../text.ts';
import type { Note } from './note.ts';

/**
 * "The container image requires script and cat to be installed in order to have command logs uploaded correctly to
 * Amazon S3 or CloudWatch Logs."
 */
export const imageTools: Note = {
  of: 'container',
  properties: ['image'],
  documentation: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging',
  paragraphs({ platform: { operatingSystem } }) {
    if (operatingSystem === 'windows') {
      return [];
    }
    return [
      sentence(
        '**ECS Exec runs what is in the image**: without a shell in it, such as `/bin/sh`, you cannot open one.',
      ),
      sentence('To log what is done in sessions, ECS Exec needs `script` and `cat` in the image.'),
    ];
  },
};
