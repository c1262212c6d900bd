import { sentence } from '../../../text.ts';
import { removeDuplicate } from '../../syntax/change.ts';
import { defineRule } from '../define-rule.ts';
import { writtenName } from '../name-of.ts';

/**
 * Of properties of the same name in one object, whoever reads JSON takes the last; the standard leaves it open.
 * Source: https://www.rfc-editor.org/rfc/rfc8259#section-4
 */
export const duplicateProperty = defineRule({
  id: 'task/duplicate-property',
  on: 'task-definition',
  messages: {
    overridden: {
      severity: 'warning',
      text: 'This "{property}" has no effect because another one further down replaces it.',
    },
  },
  alsoReportedBy: ['cfn-lint E0000'],
  check({ taskDefinition, report }) {
    for (const duplicate of taskDefinition.deviations.duplicates) {
      // While there are syntax errors, properties may seem to be in an object that they are not in.
      if (duplicate.key === undefined || !duplicate.source.complete) {
        continue;
      }
      report({
        at: duplicate.key,
        message: 'overridden',
        values: { property: writtenName(duplicate.key) },
        fixes: [{ title: sentence('Remove this one'), safe: false, changes: () => [removeDuplicate(duplicate)] }],
      });
    }
  },
});
