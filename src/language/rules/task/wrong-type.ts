import type { Misfit } from '../../documents/deviations.ts';
import type { Json } from '../../syntax/value.ts';
import { writtenScalar } from '../../syntax/written-scalar.ts';
import { changeTo } from '../change-to.ts';
import { defineRule, type Messages } from '../define-rule.ts';
import { longForm } from '../long-form.ts';
import { nameOf } from '../name-of.ts';
import { reshape } from '../reshape.ts';

/** One without a sign or leading zeros, and not too large for JavaScript. */
const WHOLE_NUMBER = /^(?:0|[1-9]\d{0,14})$/;

const messages = {
  notNumber: { severity: 'error', text: '"{property}" must be a whole number.' },
  stringForNumber: { severity: 'error', text: '"{property}" must be a whole number, not a string.' },
  notBoolean: { severity: 'error', text: '"{property}" must be true or false.' },
  stringForBoolean: { severity: 'error', text: '"{property}" must be true or false, not a string.' },
  notString: { severity: 'error', text: '"{property}" must be a string.' },
  numberForString: { severity: 'error', text: '"{property}" must be a string, not a number.' },
  booleanForString: { severity: 'error', text: '"{property}" must be a string, not true or false.' },
  notList: { severity: 'error', text: '"{property}" must be a list.' },
  notObject: { severity: 'error', text: '"{property}" must be an object.' },
  elementNotNumber: { severity: 'error', text: 'Each element of "{property}" must be a whole number.' },
  elementNotString: { severity: 'error', text: 'Each element of "{property}" must be a string.' },
  elementNotObject: { severity: 'error', text: 'Each element of "{property}" must be an object.' },
} as const satisfies Messages;

/**
 * "STRING_VALUE cannot be converted to Integer", answers ECS, and the AWS CLI says as much before it asks: "Invalid
 * type for parameter containerDefinitions[0].cpu, value: 256, type: <class 'str'>, valid types: <class 'int'>".
 * Source: https://github.com/aws-actions/amazon-ecs-deploy-task-definition/issues/587,
 * https://github.com/aws-samples/aws-containers-task-definitions/pull/3
 */
export const wrongType = defineRule({
  id: 'task/wrong-type',
  on: 'task-definition',
  messages,
  check({ taskDefinition, report }) {
    for (const misfit of taskDefinition.deviations.wrongTypes) {
      const { value } = misfit;
      const meant = converted(misfit);
      report({
        at: value,
        message: value.key === undefined ? mistakeInElement(misfit) : mistakeIn(misfit),
        values: { property: nameOf(value) },
        fixes: meant === undefined ? [...reshape(misfit), ...longForm(misfit)] : [changeTo(value, meant, true)],
      });
    }
  },
});

function mistakeIn({ value: { kind }, shape }: Misfit): keyof typeof messages {
  if (shape === 'number') {
    return kind === 'string' ? 'stringForNumber' : 'notNumber';
  }
  if (shape === 'boolean') {
    return kind === 'string' ? 'stringForBoolean' : 'notBoolean';
  }
  if (typeof shape === 'string' || 'enum' in shape) {
    return kind === 'number' ? 'numberForString' : kind === 'boolean' ? 'booleanForString' : 'notString';
  }
  return 'list' in shape ? 'notList' : 'notObject';
}

/** No list that ECS knows has lists or booleans in it. */
function mistakeInElement({ shape }: Misfit): keyof typeof messages {
  if (shape === 'number') {
    return 'elementNotNumber';
  }
  return typeof shape === 'string' || 'enum' in shape ? 'elementNotString' : 'elementNotObject';
}

/** What was meant, where that is beyond doubt. */
function converted({ value, shape }: Misfit): Json | undefined {
  const { scalar } = value;
  if (typeof scalar === 'number' || typeof scalar === 'boolean') {
    return shape === 'string' ? writtenScalar(value) : undefined;
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
