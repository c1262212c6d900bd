import { sentence } from '../../text.ts';
import type { UnknownProperty } from '../documents/deviations.ts';
import { notationOf } from '../notation/notation-of.ts';
import { rename } from '../syntax/change.ts';
import type { Key } from '../syntax/value.ts';
import type { Messages, Violation } from './define-rule.ts';
import { writtenName } from './name-of.ts';
import { removeIt } from './remove-it.ts';
import { isNameInSpace } from './stray-space.ts';

/** What is said of a property that ECS does not know where it stands. */
export const NAME_MESSAGES = {
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

/** What is said of a property that its structure does not have, and what can be done about it. */
export function nameViolation({ value, meant }: UnknownProperty, key: Key): Violation<typeof NAME_MESSAGES> {
  const property = writtenName(key);
  if (meant === undefined) {
    return { at: key, message: 'unknown', values: { property }, fixes: [removeIt(value)] };
  }
  const written = notationOf(value).write(meant);
  const isInSpace = isNameInSpace(property, written);
  const safe = isInSpace || written.toLowerCase() === property.toLowerCase();
  const title = sentence('Rename it to {0}', written);
  const renameIt = value.parent?.has(meant) === true ? [] : [{ title, safe, changes: () => [rename(value, meant)] }];
  const found = { at: key, fixes: [...renameIt, removeIt(value)] };
  return isInSpace
    ? { ...found, message: 'space', values: { meant: written } }
    : { ...found, message: 'mistyped', values: { property, meant: written } };
}
