import { sentence } from '../../text.ts';
import type { Note } from './note.ts';

/** "Your task requires a task IAM role with the required permissions for SSM Session Manager." */
export const taskRole: Note = {
  of: 'task',
  properties: ['taskRoleArn'],
  documentation:
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions',
  paragraphs: () => [
    sentence(
      '**ECS Exec needs this role to allow** `ssmmessages:CreateControlChannel`, ' +
        '`ssmmessages:CreateDataChannel`, `ssmmessages:OpenControlChannel` and ' +
        '`ssmmessages:OpenDataChannel`. The snippet `ecs-exec-task-role` is a policy with them.',
    ),
  ],
};
