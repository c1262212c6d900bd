import { sentence } from '../../../text.ts';
import { hasVariable } from '../../documents/policy/masked.ts';
import type { Policy } from '../../documents/policy/policy.ts';
import { set } from '../../syntax/change.ts';
import { defineRule } from '../define-rule.ts';

const CURRENT = '2012-10-17';

/**
 * "You should always include a Version element and set it to 2012-10-17. Otherwise, you cannot use features such as
 * policy variables that were introduced with this version."
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
 */
export const version = defineRule({
  id: 'policy/version',
  on: 'policy',
  messages: {
    missing: {
      severity: 'warning',
      text: 'Without Version {version}, IAM takes the variables of this policy as they are written.',
    },
    old: {
      severity: 'warning',
      text: 'With this version, IAM takes the variables of this policy as they are written. Use {version}.',
    },
  },
  alsoReportedBy: ['cfn-lint W2511'],
  check({ policy, report }) {
    const written = policy.value.get('Version');
    const isOld = written.is('2008-10-17');
    if ((!isOld && !written.isAbsent) || !usesVariables(policy)) {
      return;
    }
    const fixes = [
      {
        title: sentence('Set Version to {0}', CURRENT),
        safe: true,
        changes: () => [set(policy.value, ['Version'], CURRENT)],
      },
    ];
    if (isOld) {
      report({ at: written, message: 'old', values: { version: CURRENT }, fixes });
    } else {
      report({ at: policy.place, message: 'missing', values: { version: CURRENT }, fixes });
    }
  },
});

function usesVariables({ statements }: Policy): boolean {
  return statements.some(
    ({ resources, conditions }) =>
      resources.some(({ text }) => hasVariable(text)) || conditions.some(({ values }) => values.some(hasVariable)),
  );
}
