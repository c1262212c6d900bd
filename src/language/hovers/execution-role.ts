import { sentence } from '../../text.ts';
import type { Note } from './note.ts';

/** The agent runs in the container, with the container's permissions: those of the task role. */
export const executionRole: Note = {
  of: 'task',
  properties: ['executionRoleArn'],
  documentation: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-considerations',
  paragraphs: () => [
    sentence(
      '**ECS Exec does not use this role.** The permissions that it needs belong to the task role, `{.taskRoleArn}`.',
    ),
  ],
};
