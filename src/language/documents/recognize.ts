import { INPUT } from '../notation/notation.ts';
import { endOfLine } from '../syntax/lines.ts';
import { UNKNOWN } from '../syntax/node.ts';
import type { Value } from '../syntax/value.ts';
import { saysJson, saysTaskDefinition } from './file-name.ts';
import { type Recognizer, type Subject, taskDefinitionIn } from './subject.ts';
import { TaskDefinition } from './task-definition.ts';

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
 * What is registered with AWS's API, and what it describes, told by its content, since task definitions have all sorts
 * of file names: input of RegisterTaskDefinition, output of DescribeTaskDefinition, or a bare array of container
 * definitions as Terraform takes it. Elastic Beanstalk's `Dockerrun.aws.json` has container definitions too, but ECS
 * Exec is none of its concerns.
 */
export const input: Recognizer = {
  mayHold: (text, syntax) =>
    syntax.mayHave(text, 'containerDefinitions') ||
    (syntax.mayHave(text, 'image') && TELLING_PROPERTIES.some((name) => syntax.mayHave(text, name))),
  recognize(root) {
    if (root.kind === 'array') {
      return recognizeContainers(root);
    }
    if (root.has('AWSEBDockerrunVersion')) {
      return [];
    }
    const described = root.get('taskDefinition');
    return described.kind === 'object'
      ? recognizeTaskDefinition(described, 'described')
      : recognizeTaskDefinition(root, 'input');
  },
  isMeantAsOne(text, { name, isNamed }, syntax) {
    if (!saysJson(name) || isOfSeveral(text) || syntax.mayHave(text, 'AWSEBDockerrunVersion')) {
      return false;
    }
    const isInText = syntax.mayHave(text, 'containerDefinitions');
    return isNamed ? isInText || saysTaskDefinition(name) : isInText && saysTaskDefinition(name);
  },
};

/** Whether each line is a text of its own: such files are records of what was, and not to be registered. */
function isOfSeveral(text: string): boolean {
  const whole = text.trim();
  const end = endOfLine(whole, 0);
  return whole.startsWith('{') && whole.slice(0, end).trimEnd().endsWith('}') && /^\s*\{/.test(whole.slice(end));
}

function recognizeTaskDefinition(value: Value, origin: 'input' | 'described'): readonly Subject[] {
  const containers = value.get('containerDefinitions');
  if (containers.kind !== 'array' || !TASK_PROPERTIES.some((name) => value.has(name))) {
    return [];
  }
  // ECS demands a family. Without one, a script completes the task definition.
  return [taskDefinitionIn(value, { origin, isWhole: value.has('family'), notation: INPUT })];
}

function recognizeContainers(array: Value): readonly Subject[] {
  if (!array.children.some(isContainer) || array.children.some(isRunning)) {
    return [];
  }
  const about = { origin: 'input', isWhole: false, notation: INPUT } as const;
  const taskDefinition = new TaskDefinition(UNKNOWN, array.children, about);
  return [{ ...about, kind: 'container-definitions', value: array, taskDefinition }];
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
