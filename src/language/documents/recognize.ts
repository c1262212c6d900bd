import type { DocumentKind } from '../api.ts';
import { UNKNOWN } from '../syntax/node.ts';
import type { Value } from '../syntax/value.ts';
import { TaskDefinition } from './task-definition.ts';

/** A document that is one of ours. */
export interface RecognizedDocument {
  readonly kind: DocumentKind;
  /** The object that is the task definition, or the bare array of container definitions. */
  readonly value: Value;
  readonly taskDefinition: TaskDefinition;
}

/** Beside `containerDefinitions`, a task definition has at least one of these. */
const TASK_PROPERTIES = [
  'family',
  'networkMode',
  'requiresCompatibilities',
  'executionRoleArn',
  'taskRoleArn',
  'volumes',
  'cpu',
  'memory',
  'placementConstraints',
] as const;

/** Of a container's properties, those that hardly any other list of things with a name and an image has. */
const TELLING_PROPERTIES = [
  'essential',
  'portMappings',
  'logConfiguration',
  'memoryReservation',
  'mountPoints',
] as const;

/** With a name and an image, two of these make a container definition, if one of them is telling. */
const CONTAINER_PROPERTIES = [...TELLING_PROPERTIES, 'cpu', 'memory', 'environment', 'secrets'] as const;

/**
 * Whether a text can be one of ours; a false here spares parsing it. (A key spelled with escapes,
 * `"\u0063ontainerDefinitions"`, is JSON too, but nobody writes it so.)
 */
export function mayBeTaskDefinition(text: string): boolean {
  return (
    text.includes('"containerDefinitions"') ||
    (text.includes('"image"') && TELLING_PROPERTIES.some((name) => text.includes(`"${name}"`)))
  );
}

/**
 * What a document is, told by its content, since task definitions have all sorts of file names: input of
 * RegisterTaskDefinition, output of DescribeTaskDefinition, or a bare array of container definitions as
 * Terraform takes it. Undefined for all else. Elastic Beanstalk's `Dockerrun.aws.json` has container
 * definitions too, but ECS Exec is none of its concerns.
 */
export function recognize(root: Value): RecognizedDocument | undefined {
  if (root.kind === 'array') {
    return recognizeContainers(root);
  }
  if (root.has('AWSEBDockerrunVersion')) {
    return undefined;
  }
  const described = root.get('taskDefinition');
  return described.kind === 'object'
    ? recognizeTaskDefinition(described, 'described-task-definition')
    : recognizeTaskDefinition(root, 'task-definition');
}

function recognizeTaskDefinition(value: Value, kind: DocumentKind): RecognizedDocument | undefined {
  const containers = value.get('containerDefinitions');
  if (containers.kind !== 'array' || !TASK_PROPERTIES.some((name) => value.has(name))) {
    return undefined;
  }
  return { kind, value, taskDefinition: new TaskDefinition(value, containers.children) };
}

function recognizeContainers(array: Value): RecognizedDocument | undefined {
  if (!array.children.some(isContainer) || array.children.some(isRunning)) {
    return undefined;
  }
  return { kind: 'container-definitions', value: array, taskDefinition: new TaskDefinition(UNKNOWN, array.children) };
}

/** A container of a task, as DescribeTasks tells of it, has an ARN. */
function isRunning(value: Value): boolean {
  return value.has('containerArn');
}

function isContainer(value: Value): boolean {
  return (
    value.has('name') &&
    value.has('image') &&
    TELLING_PROPERTIES.some((name) => value.has(name)) &&
    CONTAINER_PROPERTIES.filter((name) => value.has(name)).length >= 2
  );
}
