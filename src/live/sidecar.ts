import type { Container } from '../aws/api/tasks.ts';
import { sentence, type Text } from '../text.ts';

/**
 * Containers that AWS adds and that are in no task definition. Sources: AmazonECS developer guide, "Service Connect"
 * (the agent's container is named `ecs-service-connect-…`), and GuardDuty user guide, "Runtime Monitoring for Fargate"
 * (`aws-guardduty-agent-…`).
 */
const ADDED: readonly (readonly [name: string, image: string, sidecar: Text])[] = [
  ['ecs-service-connect-', 'ecs-service-connect-agent', sentence('Service Connect sidecar')],
  ['aws-guardduty-agent', 'aws-guardduty-agent', sentence('GuardDuty sidecar')],
];

/**
 * Images of containers that serve another one: the repositories under which AWS, and the projects themselves, publish
 * them. Sources: AmazonECS developer guide, "Custom log routing" and "Trace data"; App Mesh user guide, "Envoy image";
 * X-Ray developer guide, "Running the daemon on Amazon ECS"; CloudWatch user guide, "Deploying the agent on ECS".
 */
const SERVING: readonly (readonly [repository: RegExp, sidecar: Text])[] = [
  [/(?:^|\/)(?:aws-for-fluent-bit|fluent-bit|fluentd)$/, sentence('log router')],
  [/(?:^|\/)(?:aws-appmesh-envoy|envoyproxy\/envoy)$/, sentence('Envoy sidecar')],
  [/(?:^|\/)(?:aws-)?xray(?:\/aws-xray)?-daemon$/, sentence('X-Ray daemon')],
  [/(?:^|\/)cloudwatch-agent$/, sentence('CloudWatch agent')],
  [
    /(?:^|\/)(?:aws-otel-collector|opentelemetry-collector(?:-contrib)?|adot-collector)$/,
    sentence('OpenTelemetry collector'),
  ],
];

/** What kind of sidecar a container is, or undefined for one that the task is there for, as far as can be told. */
export function sidecarOf({ name, image }: Pick<Container, 'name' | 'image'>): Text | undefined {
  const added = ADDED.find(([prefix, part]) => name.startsWith(prefix) || image?.includes(part) === true);
  if (added !== undefined) {
    return added[2];
  }
  const repository = image?.replace(/@.*$/, '').replace(/:[^/]*$/, '') ?? '';
  return SERVING.find(([pattern]) => pattern.test(repository))?.[1];
}

/** The containers that a task is there for: all that are no sidecars, or all where there is nothing else. */
export function ownContainers(containers: readonly Container[]): readonly Container[] {
  const own = containers.filter((container) => !isSidecar(container));
  return own.length === 0 ? containers : own;
}

/** The containers in their order, but sidecars after all others. */
export function sidecarsLast(containers: readonly Container[]): readonly Container[] {
  return containers.toSorted((a, b) => Number(isSidecar(a)) - Number(isSidecar(b)));
}

/** Whether the task is not there for it, as far as can be told. */
export function isSidecar(container: Pick<Container, 'name' | 'image'>): boolean {
  return sidecarOf(container) !== undefined;
}
