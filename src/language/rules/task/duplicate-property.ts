import { text } from '../../../text.ts';
import { removeDuplicate } from '../../syntax/change.ts';
import type { OldRule } from '../rule.ts';

/**
 * Of properties of the same name in one object, whoever reads JSON takes the last; the standard leaves it open.
 * Source: https://www.rfc-editor.org/rfc/rfc8259#section-4
 */
export const duplicateProperty: OldRule = {
  id: 'task/duplicate-property',
  severity: 'warning',
  check(taskDefinition, report) {
    for (const duplicate of taskDefinition.deviations.duplicates) {
      // While there are syntax errors, properties may seem to be in an object that they are not in.
      if (duplicate.key === undefined || !duplicate.source.complete) {
        continue;
      }
      report({
        at: duplicate.key,
        message: text('This "{0}" has no effect: the object has another one further down.', duplicate.key.name),
        fixes: [{ title: text('Remove this one'), safe: false, changes: () => [removeDuplicate(duplicate)] }],
      });
    }
  },
};
