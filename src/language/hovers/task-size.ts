import { sentence } from '../../text.ts';
import type { Note } from './note.ts';

/** "ECS Exec uses some CPU and memory. You'll want to accommodate for that when specifying the CPU and memory …" */
export const taskSize: Note = {
  of: 'task',
  properties: ['cpu', 'memory'],
  documentation: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-considerations',
  paragraphs: () => [
    sentence(
      '**ECS Exec takes CPU and memory from the task.** Its agent runs in each container, and so does ' +
        'what you start in a session. AWS does not give figures: leave some room.',
    ),
  ],
};
