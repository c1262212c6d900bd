import type { Value } from '../syntax/value.ts';
import { hasAny, isAllOf } from './all-of.ts';
import { isNamed, isNearContainers, misnamedContainers } from './container-list.ts';

/** Of a task definition's properties, those that hardly anything else has. */
export const TELLING_TASK_PROPERTIES = [
  'networkMode',
  'requiresCompatibilities',
  'executionRoleArn',
  'taskRoleArn',
  'placementConstraints',
  'runtimePlatform',
  'proxyConfiguration',
  'ephemeralStorage',
] as const;

/** Beside `containerDefinitions`, a task definition has at least one of these, or nothing that it cannot have. */
const TASK_PROPERTIES = ['family', ...TELLING_TASK_PROPERTIES, 'volumes', 'cpu', 'memory'] as const;

/** Of a container's properties, those that hardly any other list of things with a name and an image has. */
export const TELLING_PROPERTIES = [
  'essential',
  'portMappings',
  'logConfiguration',
  'memoryReservation',
  'mountPoints',
] as const;

/** With a name and an image, two of these make a container definition, if one of them is telling. */
const CONTAINER_PROPERTIES = [...TELLING_PROPERTIES, 'cpu', 'memory', 'environment', 'secrets'] as const;

/** Container definitions that somebody has written as a string, as Terraform and Pulumi take them. */
const LIST_AS_TEXT = /^\s*\[\s*(?:\]\s*$|\{\s*")/;

/** Whether an object is a task definition, or a part of one that has its container definitions. */
export function isTaskDefinition(value: Value): boolean {
  const list = value.get('containerDefinitions');
  return (
    list.kind === 'array' &&
    (hasAny(value, TASK_PROPERTIES) || (list.children.some(isNamed) && isAllOf(value, 'TaskDefinition')))
  );
}

/**
 * Whether ECS would refuse an object that was certainly meant to be a task definition: its container definitions are
 * under another name, or no list but an object or its text, or not there.
 */
export function isMalformed(value: Value): boolean {
  const list = value.get('containerDefinitions');
  if (list.kind === 'object') {
    return isNamed(list)
      ? hasAny(value, TASK_PROPERTIES) || (isContainer(list) && isAllOf(value, 'TaskDefinition'))
      : isUnmistakable(value);
  }
  if (!list.isAbsent) {
    return LIST_AS_TEXT.test(list.string ?? '') && hasAny(value, TASK_PROPERTIES);
  }
  const misnamed = misnamedContainers(value);
  if (misnamed?.key === undefined || !isNearContainers(misnamed.key.name)) {
    return isUnmistakable(value, misnamed);
  }
  return hasAny(value, TASK_PROPERTIES) || (misnamed.kind === 'array' && isAllOf(value, 'TaskDefinition'));
}

/**
 * Whether an object can be nothing but a task definition, whatever its container definitions are: parts of one that a
 * script completes, the input of RunTask and CreateService, and the files of other tools have some of its properties,
 * and others.
 */
function isUnmistakable(value: Value, misnamed?: Value): boolean {
  const telling = TELLING_TASK_PROPERTIES.filter((name) => value.has(name)).length;
  return (
    value.get('family').kind === 'string' &&
    (telling >= 2 || (telling === 1 && value.has('cpu') && value.has('memory'))) &&
    isAllOf(value, 'TaskDefinition', { given: misnamed })
  );
}

/** Whether it is a container definition, as far as one can tell by some of its properties. */
export function isContainer(value: Value): boolean {
  return (
    value.has('name') &&
    value.has('image') &&
    hasAny(value, TELLING_PROPERTIES) &&
    CONTAINER_PROPERTIES.filter((name) => value.has(name)).length >= 2
  );
}

/** Whether a whole document is a single container definition. */
export function isLoneContainer(value: Value): boolean {
  return isContainer(value) && isAllOf(value, 'ContainerDefinition');
}
