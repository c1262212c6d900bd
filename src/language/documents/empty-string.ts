import { required, type Shape, type StructureName } from '../notation/shape.ts';

/**
 * Properties for which ECS refuses an empty string, by structure.
 * - "Role is not valid": https://github.com/fabfuel/ecs-deploy/issues/231
 * - "Invalid 'cpu' setting for task.", and the same for memory: https://github.com/hashicorp/waypoint/issues/574
 * - "host.sourcePath should not be blank.": https://github.com/aws/amazon-ecs-cli/issues/11
 */
const REFUSED: ReadonlyMap<StructureName, ReadonlySet<string>> = new Map<StructureName, ReadonlySet<string>>([
  ['TaskDefinition', new Set(['taskRoleArn', 'executionRoleArn', 'cpu', 'memory'])],
  ['HostVolumeProperties', new Set(['sourcePath'])],
]);

/**
 * Whether an empty string as a property of a structure is no value at all: where there is a list of values to choose
 * from, where a value is required, and where ECS is known to refuse it. Anywhere else it may mean something.
 */
export function isNothing(structure: StructureName, name: string, shape: Shape): boolean {
  if (shape !== 'string') {
    return typeof shape === 'object' && 'enum' in shape;
  }
  // Of a family and a container whose names are empty other rules say more.
  const isName = name === 'family' || (structure === 'ContainerDefinition' && name === 'name');
  return REFUSED.get(structure)?.has(name) === true || (!isName && isRequired(structure, name));
}

/** Whether a structure must have a property, if only in most cases. */
export function isRequired(structure: StructureName, name: string): boolean {
  return required.get(structure)?.some((property) => property.name === name) === true;
}
