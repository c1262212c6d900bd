import type { Structure } from './declarations.ts';

/** A property that a structure must have. */
export interface RequiredMember {
  readonly name: string;
  /** The property beside which it may be left out. */
  readonly unless?: string;
}

/**
 * What ECS demands although the SDK takes it for optional.
 * - "Container.name should not be null or empty." https://github.com/hashicorp/terraform/issues/2888
 * - "Container.image should not be null or empty." https://github.com/aws/aws-cli/issues/5924
 * - "Environment variable name cannot be null or blank." https://github.com/thnery/terraform-aws-template/issues/2
 * - "name cannot be blank." of an override: https://github.com/aws/aws-sdk-go/issues/2553; an empty one may lack it:
 *   https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerOverride.html
 * - "Container Name can not be blank." of a load balancer: https://github.com/aws/amazon-ecs-cli/issues/359; "this
 *   object must contain […] the container name […], and the container port to access from the load balancer":
 *   https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html
 * - The value of a resource requirement was required until there was a sharing strategy to take its place.
 */
const DEMANDED: Readonly<Record<string, readonly RequiredMember[]>> = {
  ContainerDefinition: [{ name: 'name' }, { name: 'image' }],
  ContainerOverride: [{ name: 'name' }],
  KeyValuePair: [{ name: 'name' }],
  LoadBalancer: [{ name: 'containerName' }, { name: 'containerPort' }],
  ResourceRequirement: [{ name: 'value', unless: 'sharingStrategy' }],
};

/**
 * The properties that a structure must have, in the order of its members.
 * @throws Error where one that is demanded is not a member, so that none is left behind when the SDK changes.
 */
export function requiredMembers({ name: structure, members }: Structure): readonly RequiredMember[] {
  const demanded = DEMANDED[structure] ?? [];
  const unknown = demanded.find(({ name, unless = name }) =>
    [name, unless].some((wanted) => !members.some((member) => member.name === wanted)),
  );
  if (unknown !== undefined) {
    throw new Error(`${structure} does not have ${unknown.name}: fix scripts/schema/required.ts`);
  }
  return members.flatMap(
    ({ name, required }) => demanded.find((one) => one.name === name) ?? (required ? [{ name }] : []),
  );
}
