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
 * - The value of a resource requirement was required until there was a sharing strategy to take its place.
 */
const DEMANDED: Readonly<Record<string, readonly RequiredMember[]>> = {
  ContainerDefinition: [{ name: 'name' }, { name: 'image' }],
  KeyValuePair: [{ name: 'name' }],
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
