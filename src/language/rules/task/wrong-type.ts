import { type Text, text } from '../../../text.ts';
import type { Misfit } from '../../documents/deviations.ts';
import type { Json, Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import { nameOf } from '../name-of.ts';
import type { OldRule } from '../rule.ts';

/** As JSON writes it, and not too large for JavaScript. */
const WHOLE_NUMBER = /^(?:0|[1-9]\d{0,14})$/;

/**
 * "STRING_VALUE cannot be converted to Integer", answers ECS, and the AWS CLI says as much before it asks: "Invalid
 * type for parameter containerDefinitions[0].cpu, value: 256, type: <class 'str'>, valid types: <class 'int'>".
 * Source: https://github.com/aws-actions/amazon-ecs-deploy-task-definition/issues/587,
 * https://github.com/aws-samples/aws-containers-task-definitions/pull/3
 */
export const wrongType: OldRule = {
  id: 'task/wrong-type',
  severity: 'error',
  check(taskDefinition, report) {
    for (const misfit of taskDefinition.deviations.wrongTypes) {
      const json = converted(misfit);
      report({
        at: misfit.value,
        message: messageOf(misfit),
        fixes: json === undefined ? [] : [changeTo(misfit.value, json, true)],
      });
    }
  },
};

function messageOf({ value, shape }: Misfit): Text {
  const name = nameOf(value);
  const isQuoted = value.kind === 'string';
  if (shape === 'number') {
    return isQuoted
      ? text('ECS wants a whole number for "{0}", without quotes.', name)
      : text('ECS wants a whole number for "{0}".', name);
  }
  if (shape === 'boolean') {
    return isQuoted
      ? text('ECS wants true or false for "{0}", without quotes.', name)
      : text('ECS wants true or false for "{0}".', name);
  }
  if (typeof shape === 'string' || 'enum' in shape) {
    return text('ECS wants a string for "{0}", in quotes.', name);
  }
  if ('list' in shape) {
    return text('ECS wants a list for "{0}", in brackets.', name);
  }
  return text('ECS wants an object for "{0}", in braces.', name);
}

/** What was meant, where that is beyond doubt. */
function converted({ value, shape }: Misfit): Json | undefined {
  const { scalar } = value;
  if (typeof scalar === 'number' || typeof scalar === 'boolean') {
    return shape === 'string' ? sourceOf(value) : undefined;
  }
  if (typeof scalar !== 'string') {
    return undefined;
  }
  if (shape === 'number') {
    return WHOLE_NUMBER.test(scalar) ? Number(scalar) : undefined;
  }
  if (shape === 'boolean') {
    return scalar === 'true' ? true : scalar === 'false' ? false : undefined;
  }
  const element = typeof shape === 'object' && 'list' in shape ? shape.list : undefined;
  const isOneOfList = typeof element === 'object' && 'enum' in element && element.enum.includes(scalar);
  return isOneOfList ? [scalar] : undefined;
}

/** As it is written, for a large number would not survive being read. */
function sourceOf({ source, start, end }: Value): string {
  return source.text.slice(start, end);
}
