import { sentence } from '../../text.ts';
import type { Note } from './note.ts';

/** "The SSM agent and its child processes run as root even when you specify a user ID for the container." */
export const rootUser: Note = {
  of: 'container',
  properties: ['user'],
  documentation: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-considerations',
  paragraphs({ platform: { operatingSystem } }) {
    // ECS does not support the parameter for Windows containers.
    if (operatingSystem === 'windows') {
      return [];
    }
    return [
      sentence(
        '**ECS Exec runs as root**, whatever `{.user}` says: whoever opens a session has all rights in this container.',
      ),
      sentence(
        'Say who may open one with `ecs:ExecuteCommand` in IAM. Its condition key `ecs:container-name` ' +
          'tells containers apart.',
      ),
    ];
  },
};
