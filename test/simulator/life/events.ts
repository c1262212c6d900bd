import type { Service, Task } from '@aws-sdk/client-ecs';
import { digits, uuid } from '../world/identity.ts';

/** How many events ECS keeps of a service. */
const KEPT = 100;

/**
 * Adds what a service says to its events, which begin with the newest.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
export function say(service: Service, createdAt: Date, sentence: string): void {
  const events = (service.events ??= []);
  const message = `(service ${service.serviceName ?? ''}) ${sentence}`;
  // ECS says the same thing twice in a row only after hours.
  if (events[0]?.message === message) {
    return;
  }
  events.unshift({ id: uuid('event', service.serviceArn ?? '', createdAt.getTime()), createdAt, message });
  events.length = Math.min(events.length, KEPT);
}

const SEE = 'For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.';

export const SENTENCES = {
  steady: 'has reached a steady state.',
  completed: (deployment: string) => `(deployment ${deployment}) deployment completed.`,
  failed: (deployment: string) => `(deployment ${deployment}) deployment failed: tasks failed to start.`,
  rollingBack: (deployment: string) => `rolling back to deployment ${deployment}.`,
  started: (tasks: readonly Task[]) => `has started ${tasks.length} tasks: ${named(tasks)}.`,
  stopped: (tasks: readonly Task[]) => `has stopped ${tasks.length} running tasks: ${named(tasks)}.`,
  unhealthy: (task: Task) => `${named([task])} failed container health checks.`,
  cannotStart: `is unable to consistently start tasks successfully. ${SEE}`,
  stuck:
    'was unable to stop or start tasks during a deployment because of the service deployment configuration. ' +
    'Update the minimumHealthyPercent or maximumPercent value and try again.',
  noCapacity:
    'was unable to place a task because no container instance met all of its requirements. The closest matching ' +
    `(container-instance 2b1f6e0c9d9a4b0f8a7d3c5e1f2a4b6c) has insufficient memory available. ${SEE}`,
  registered: (count: number, group: string) => `registered ${count} targets in (target-group ${group})`,
  deregistered: (count: number, group: string) => `deregistered ${count} targets in (target-group ${group})`,
} as const;

/** As ECS names tasks in its events: `(task 0123…) (task 4567…)`. */
function named(tasks: readonly Task[]): string {
  return tasks.map(({ taskArn = digits(32) }) => `(task ${taskArn.split('/').at(-1) ?? ''})`).join(' ');
}
