import { sentence } from '../../text.ts';
import type { Note } from './note.ts';

/**
 * "The default is to send logs to CloudWatch Logs using the awslogs log driver that's configured in your task
 * definition. … If the driver isn't configured, then no log is saved."
 */
export const sessionLogs: Note = {
  of: 'container',
  properties: ['logConfiguration'],
  documentation: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging',
  paragraphs: () => [
    sentence(
      '**ECS Exec also logs here** if the driver is `awslogs`: what is done in sessions goes to the ' +
        'same log group. With other drivers, it is not kept.',
    ),
    sentence(
      'The cluster can say otherwise: its `{.executeCommandConfiguration}` can turn these logs off, or ' +
        'send them to another log group or to S3.',
    ),
    sentence('For these logs, the task role needs the permissions of the snippet `ecs-exec-task-role-logs`.'),
  ],
};
