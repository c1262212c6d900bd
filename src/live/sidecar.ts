import type { Container } from '../aws/api/tasks.ts';
import { sentence, type Text } from '../text.ts';

/**
 * The name of the feature that added a container which is in no task definition, or undefined for a container of the
 * user's own. Sources: AmazonECS developer guide, "Service Connect" (the agent's container is named
 * `ecs-service-connect-…`), and GuardDuty user guide, "Runtime Monitoring for Fargate" (`aws-guardduty-agent-…`).
 */
export function sidecarOf({ name, image }: Container): Text | undefined {
  if (name.startsWith('ecs-service-connect-') || image?.includes('ecs-service-connect-agent') === true) {
    return sentence('Service Connect sidecar');
  }
  if (name.startsWith('aws-guardduty-agent') || image?.includes('aws-guardduty-agent') === true) {
    return sentence('GuardDuty sidecar');
  }
  return undefined;
}
