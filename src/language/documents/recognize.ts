import { INPUT } from '../notation/notation.ts';
import { endOfLine } from '../syntax/lines.ts';
import { UNKNOWN } from '../syntax/node.ts';
import type { Value } from '../syntax/value.ts';
import { saysJson, saysTaskDefinition } from './file-name.ts';
import {
  isContainer,
  isLoneContainer,
  isMalformed,
  isTaskDefinition,
  TELLING_PROPERTIES,
  TELLING_TASK_PROPERTIES,
} from './form.ts';
import { type Recognizer, type Subject, taskDefinitionIn } from './subject.ts';
import { TaskDefinition } from './task-definition.ts';

/**
 * What is registered with AWS's API, and what it describes, told by its content, since task definitions have all sorts
 * of file names: input of RegisterTaskDefinition, output of DescribeTaskDefinition, or a bare array of container
 * definitions as Terraform takes it. So are attempts at these that ECS refuses: without container definitions, with
 * some under another name, with an object in place of their list, or a whole task definition in it. Elastic Beanstalk's
 * `Dockerrun.aws.json` has container definitions too, but ECS Exec is none of its concerns.
 */
export const input: Recognizer = {
  kinds: ['task-definition'],
  names: ['containerDefinitions', 'family', 'image'],
  mayHold(text, syntax) {
    const mayHave = (name: string): boolean => syntax.mayHave(text, name);
    if (mayHave('containerDefinitions')) {
      return true;
    }
    const mayHaveFamily = mayHave('family');
    const mayHaveImage = mayHave('image');
    return (
      (mayHaveFamily && mayHaveImage) ||
      (mayHaveImage && TELLING_PROPERTIES.some(mayHave)) ||
      ((mayHaveFamily || mayHaveImage) && TELLING_TASK_PROPERTIES.some(mayHave))
    );
  },
  recognize(root) {
    if (root.kind === 'array') {
      return recognizeList(root);
    }
    if (root.has('AWSEBDockerrunVersion')) {
      return [];
    }
    const described = root.get('taskDefinition');
    if (described.kind === 'object') {
      return isTaskDefinition(described) ? [taskDefinition(described, 'described')] : [];
    }
    if (isTaskDefinition(root) || isMalformed(root)) {
      return [taskDefinition(root, 'input')];
    }
    return isLoneContainer(root) ? [containers(root, [root])] : [];
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

function taskDefinition(value: Value, origin: 'input' | 'described'): Subject {
  // ECS demands a family. Without one, a script completes the task definition.
  return taskDefinitionIn(value, { origin, isWhole: value.has('family'), notation: INPUT });
}

function containers(value: Value, list: readonly Value[]): Subject {
  const about = { origin: 'input', isWhole: false, notation: INPUT } as const;
  return { ...about, kind: 'container-definitions', value, taskDefinition: new TaskDefinition(UNKNOWN, list, about) };
}

function recognizeList(array: Value): readonly Subject[] {
  const { children } = array;
  const whole = children.find(isListedByMistake);
  if (whole !== undefined) {
    return children.every((child) => child === whole || isContainer(child)) ? [taskDefinition(whole, 'input')] : [];
  }
  return children.some(isContainer) && !children.some(isRunning) ? [containers(array, children)] : [];
}

/** Someone has put a task definition where its container definitions belong. What ECS has described is an export. */
function isListedByMistake(value: Value): boolean {
  return isTaskDefinition(value) && !value.has('taskDefinitionArn');
}

/** A container of a task, as DescribeTasks tells of it, has an ARN. */
function isRunning(value: Value): boolean {
  return value.has('containerArn');
}
