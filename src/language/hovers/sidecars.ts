import { sentence, type Text } from '../../text.ts';
import type { TaskDefinition } from '../documents/task-definition.ts';
import type { Note } from './note.ts';

/**
 * "The following features run as a sidecar container. Therefore, you must specify the container name to run the command
 * on: Runtime Monitoring, Service Connect." The first has a sidecar on Fargate only:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-guard-configure-automatic.html
 */
export const sidecars: Note = {
  of: 'container',
  properties: ['name'],
  documentation: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-considerations',
  paragraphs: (taskDefinition) => [
    sentence('**ECS Exec needs this name** when the task has other containers, including those that AWS adds:'),
    added(taskDefinition),
  ],
};

function added(taskDefinition: TaskDefinition): Text {
  return mayRunOnFargate(taskDefinition)
    ? sentence(
        'Service Connect adds `ecs-service-connect-…` to each task of a service that uses it. ' +
          'GuardDuty Runtime Monitoring adds `aws-guardduty-agent-…` to tasks on Fargate.',
      )
    : sentence('Service Connect adds `ecs-service-connect-…` to each task of a service that uses it.');
}

function mayRunOnFargate({ platform: { launchTypes } }: TaskDefinition): boolean {
  return launchTypes.length === 0 || launchTypes.some((type) => type.is('FARGATE') || type.isUnknown);
}
