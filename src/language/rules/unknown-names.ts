import { sentence } from '../../text.ts';
import type { UnknownProperty } from '../documents/deviations.ts';
import { innerHome } from '../documents/inner-home.ts';
import { notationOf } from '../notation/notation-of.ts';
import { rename } from '../syntax/change.ts';
import type { Key, Value } from '../syntax/value.ts';
import type { Messages, Violation } from './define-rule.ts';
import { moveHome, placeOf } from './move-home.ts';
import { writtenName } from './name-of.ts';
import { removeIt } from './remove-it.ts';
import { isNameInSpace } from './stray-space.ts';

/** What is said of a property that ECS does not know where it stands. */
export const PROPERTY_MESSAGES = {
  mistyped: {
    severity: 'warning',
    text: 'ECS does not know the property "{property}" here. Did you mean "{meant}"?',
  },
  space: {
    severity: 'warning',
    text: 'ECS does not know this property: there is a space or an invisible character beside "{meant}".',
  },
  unknown: { severity: 'warning', text: 'ECS does not know the property "{property}" here.' },
} as const satisfies Messages;

/** What is said of a property that stands one object too far out. */
export const HOME_MESSAGES = {
  inObject: { severity: 'warning', text: 'The property "{property}" belongs in "{home}".' },
} as const satisfies Messages;

/** As {@link nameViolation}, where a property may stand one object too far out. */
export function placeViolation(
  unknown: UnknownProperty,
  key: Key,
): Violation<typeof PROPERTY_MESSAGES & typeof HOME_MESSAGES> {
  const { value, meant } = unknown;
  const home = meant === undefined ? innerHome(unknown) : undefined;
  return home === undefined
    ? nameViolation(unknown, key)
    : {
        at: key,
        message: 'inObject',
        values: { property: writtenName(key), home: placeOf(value, home).name },
        fixes: [...moveHome(value, home), removeIt(value)],
      };
}

/** What is said of a property that its structure does not have, and what can be done about it. */
function nameViolation({ value, meant }: UnknownProperty, key: Key): Violation<typeof PROPERTY_MESSAGES> {
  return meant === undefined
    ? { at: key, message: 'unknown', values: { property: writtenName(key) }, fixes: [removeIt(value)] }
    : mistyped(value, key, meant);
}

/** What is said of a property whose name is nearly that of another one, and what can be done about it. */
export function mistyped(
  value: Value,
  key: Key,
  name: string,
): Violation<Pick<typeof PROPERTY_MESSAGES, 'space' | 'mistyped'>> {
  const property = writtenName(key);
  const meant = notationOf(value).write(name);
  const isInSpace = isNameInSpace(property, meant);
  const title = sentence('Rename it to {0}', meant);
  const safe = isInSpace || meant.toLowerCase() === property.toLowerCase();
  const renameIt = value.parent?.has(name) === true ? [] : [{ title, safe, changes: () => [rename(value, name)] }];
  const found = { at: key, fixes: [...renameIt, removeIt(value)] };
  return isInSpace
    ? { ...found, message: 'space', values: { meant } }
    : { ...found, message: 'mistyped', values: { property, meant } };
}
