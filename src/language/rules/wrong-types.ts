import type { Misfit } from '../documents/deviations.ts';
import type { Json } from '../syntax/value.ts';
import { writtenScalar } from '../syntax/written-scalar.ts';
import { changeTo } from './change-to.ts';
import type { Messages, Violation } from './define-rule.ts';
import { longForm } from './long-form.ts';
import { nameOf } from './name-of.ts';
import { reshape } from './reshape.ts';
import type { Remedy } from './rule.ts';

/** One without a sign or leading zeros, and not too large for JavaScript. */
const WHOLE_NUMBER = /^(?:0|[1-9]\d{0,14})$/;

/** What is said of a value of another type than ECS takes there. */
export const TYPE_MESSAGES = {
  notNumber: { severity: 'error', text: '"{property}" must be a whole number.' },
  stringForNumber: { severity: 'error', text: '"{property}" must be a whole number, not a string.' },
  notBoolean: { severity: 'error', text: '"{property}" must be true or false.' },
  stringForBoolean: { severity: 'error', text: '"{property}" must be true or false, not a string.' },
  notString: { severity: 'error', text: '"{property}" must be a string.' },
  numberForString: { severity: 'error', text: '"{property}" must be a string, not a number.' },
  booleanForString: { severity: 'error', text: '"{property}" must be a string, not true or false.' },
  notList: { severity: 'error', text: '"{property}" must be a list.' },
  notObject: { severity: 'error', text: '"{property}" must be an object.' },
  elementNotString: { severity: 'error', text: 'Each element of "{property}" must be a string.' },
  elementNotObject: { severity: 'error', text: 'Each element of "{property}" must be an object.' },
} as const satisfies Messages;

/** What is said of a value of another type, and what can be done about it. */
export function typeViolation(misfit: Misfit): Violation<typeof TYPE_MESSAGES> {
  const { value } = misfit;
  return {
    at: value,
    message: value.key === undefined ? mistakeInElement(misfit) : mistakeIn(misfit),
    values: { property: nameOf(value) },
    fixes: typeRemedies(misfit),
  };
}

/** What can be done about a value of another type. */
export function typeRemedies(misfit: Misfit): readonly Remedy[] {
  const meant = converted(misfit);
  return meant === undefined ? [...reshape(misfit), ...longForm(misfit)] : [changeTo(misfit.value, meant, true)];
}

function mistakeIn({ value: { kind }, shape }: Misfit): keyof typeof TYPE_MESSAGES {
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

/** No list that ECS knows has lists or booleans in it, and lists of numbers are in task definitions only. */
function mistakeInElement({ shape }: Misfit): keyof typeof TYPE_MESSAGES {
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
