import { sentence, type Text } from '../../text.ts';

/** What an event of a service means, where ECS's own words need an explanation. */
export interface EventMeaning {
  /** For a row. */
  readonly short: Text;
  /** What to do about it. */
  readonly advice: Text;
}

/**
 * Events that tell why a service does not get the tasks that it wants.
 * Source: AmazonECS developer guide, "Viewing Amazon ECS service event messages", "service-event-messages-list"
 */
const TELLING: readonly (readonly [message: RegExp, meaning: EventMeaning])[] = [
  [
    /was unable to place a task/,
    {
      short: sentence('cannot place tasks'),
      advice: sentence('No instance has the resources, ports or attributes for the task. ECS goes on trying.'),
    },
  ],
  [
    /is unable to consistently start tasks/,
    {
      short: sentence('cannot start tasks'),
      advice: sentence('Its tasks stop soon after they start. Look at its recently stopped tasks.'),
    },
  ],
  [
    /was unable to stop or start tasks during a deployment because of the service deployment configuration/,
    {
      short: sentence('deployment cannot go on'),
      advice: sentence('Its minimum and maximum percent leave no room to start or stop a task. Change one of them.'),
    },
  ],
  [
    /operations are being throttled/,
    {
      short: sentence('throttled'),
      advice: sentence('AWS throttles calls that ECS makes for the service. It goes on later by itself.'),
    },
  ],
  [
    /is unhealthy in/,
    {
      short: sentence('unhealthy targets'),
      advice: sentence('The load balancer gets no healthy answer from a task. Check the path and port that it asks.'),
    },
  ],
  [
    /failed container health checks/,
    {
      short: sentence('unhealthy tasks'),
      advice: sentence('The health check of a container failed, so its task is replaced.'),
    },
  ],
  [
    /deployment .*failed|circuit breaker/,
    {
      short: sentence('deployment failed'),
      advice: sentence('Look at its recently stopped tasks for the reason.'),
    },
  ],
];

/** What an event means; undefined for those that say all by themselves, such as a steady state. */
export function meaningOf(message: string): EventMeaning | undefined {
  return TELLING.find(([pattern]) => pattern.test(message))?.[1];
}
