import { Spelling } from '../documents/closest.ts';
import type { Misfit } from '../documents/deviations.ts';
import { changeTo } from './change-to.ts';
import type { Messages, Report } from './define-rule.ts';
import { nameOf } from './name-of.ts';
import { isNameInSpace } from './stray-space.ts';

/** What is said of a value that is none of those that ECS knows there. */
export const VALUE_MESSAGES = {
  unknown: {
    severity: 'warning',
    text: 'ECS does not know the value "{value}" of "{property}". It knows: {values}.',
  },
  mistyped: {
    severity: 'warning',
    text: 'ECS does not know the value "{value}" of "{property}". Did you mean "{meant}"?',
  },
  space: {
    severity: 'warning',
    text: 'ECS does not know the value of "{property}": there is a space or an invisible character beside "{meant}".',
  },
  otherCase: {
    severity: 'information',
    text: 'The value "{value}" of "{property}" differs from "{meant}" in upper and lower case.',
  },
} as const satisfies Messages;

/**
 * Reports values that ECS does not know. Of some properties it is known that upper and lower case make a difference.
 */
export function reportUnknownValues(
  misfits: readonly Misfit[],
  report: Report<typeof VALUE_MESSAGES>,
  caseSensitive: readonly string[] = [],
): void {
  const spelling = new Spelling();
  for (const { value, shape } of misfits) {
    const { string } = value;
    if (typeof shape === 'string' || !('enum' in shape) || string === undefined) {
      continue;
    }
    const property = nameOf(value);
    const meant = spelling.meant(string, shape.enum);
    if (meant === undefined) {
      report({ at: value, message: 'unknown', values: { value: string, property, values: shape.enum.join(', ') } });
    } else if (isNameInSpace(string, meant)) {
      report({ at: value, message: 'space', values: { property, meant }, fixes: [changeTo(value, meant, true)] });
    } else {
      const isOnlyCase = meant.toLowerCase() === string.toLowerCase();
      report({
        at: value,
        message: isOnlyCase && !caseSensitive.includes(value.key?.name ?? '') ? 'otherCase' : 'mistyped',
        values: { value: string, property, meant },
        fixes: [changeTo(value, meant, isOnlyCase)],
      });
    }
  }
}
