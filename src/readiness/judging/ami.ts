import type { InstanceDescription } from '../../aws/api/details.ts';

/**
 * ID of the machine image of a container instance, which ECS knows of EC2 instances; undefined of others.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html#attributes
 */
export function amiOf({ attributes }: InstanceDescription): string | undefined {
  return attributes?.find(({ name }) => name === 'ecs.ami-id')?.value;
}
