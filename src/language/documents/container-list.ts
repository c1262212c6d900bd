import type { Value } from '../syntax/value.ts';
import { closest } from './closest.ts';

const NAME = 'containerDefinitions';

/** What people call the list who know its elements from elsewhere: from Kubernetes, or from ECS's tasks. */
const OTHER_NAMES: ReadonlySet<string> = new Set(['containers', 'container', 'containerdefs']);

/** Shorter and longer names are not near; and no document has so many of them that looking would take time. */
const LONGEST_NAME = 30;

/**
 * What stands for the container definitions where they are under a name that ECS does not know, or that is nearly
 * theirs; undefined where there is no such property, or where they are under their own name.
 */
export function misnamedContainers(taskDefinition: Value): Value | undefined {
  return taskDefinition.kind !== 'object' || taskDefinition.has(NAME)
    ? undefined
    : taskDefinition.children.find(isMisnamed);
}

function isMisnamed(value: Value): boolean {
  const name = value.key?.name;
  return (
    name !== undefined && (isNearContainers(name) || OTHER_NAMES.has(name.toLowerCase())) && listed(value).some(isNamed)
  );
}

/** The objects that are container definitions, or would be in a list: one may stand where the list belongs. */
export function containerValues(taskDefinition: Value): readonly Value[] {
  return listed(misnamedContainers(taskDefinition) ?? taskDefinition.get(NAME));
}

/** The elements of a list, or the one thing that stands in its place. */
function listed(value: Value): readonly Value[] {
  return value.kind === 'object' ? (isNamed(value) ? [value] : []) : value.children;
}

/** Whether it has what each container has. */
export function isNamed(container: Value): boolean {
  return container.has('image') || container.has('name');
}

/** Whether a name is nearly that of the container definitions. */
export function isNearContainers(name: string): boolean {
  return name.length <= LONGEST_NAME && closest(name, [NAME]) !== undefined;
}
