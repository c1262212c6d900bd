import { Spelling } from '../../documents/closest.ts';
import type { ActionPattern } from '../../documents/policy/action-pattern.ts';
import { type Service, SERVICES } from '../../documents/policy/authorization.ts';
import { changeTo } from '../change-to.ts';
import { defineRule } from '../define-rule.ts';

/** Names of actions that are as long as what is written, but for so many characters, are compared with it. */
const MOST_MISSING = 2;

/**
 * IAM takes any name for an action, and one that does not exist allows nothing. Capitals make no difference.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const unknownAction = defineRule({
  id: 'policy/unknown-action',
  on: 'policy',
  messages: {
    misspelt: {
      severity: 'error',
      text: 'The action "{action}" does not exist, so this statement says nothing of it. Did you mean "{meant}"?',
    },
    unknown: {
      severity: 'warning',
      text: 'The action "{action}" is not one of those that AWS lists for "{service}".',
    },
    matchesNone: {
      severity: 'warning',
      text: 'No action that AWS lists for "{service}" matches "{action}".',
    },
  },
  alsoReportedBy: ['cfn-lint W3037'],
  check({ policy, report }) {
    const spelling = new Spelling();
    for (const { actions } of policy.statements) {
      for (const pattern of actions) {
        // Of a service that is not known, nothing is known of its actions.
        const service = pattern.actions?.length === 0 ? SERVICES.get(pattern.service) : undefined;
        if (service === undefined) {
          continue;
        }
        const { value: at, written: action, service: prefix, isPattern } = pattern;
        const meant = isPattern ? undefined : meantBy(pattern, service, spelling);
        if (meant !== undefined) {
          const name = `${action.slice(0, prefix.length)}:${meant}`;
          report({ at, message: 'misspelt', values: { action, meant: name }, fixes: [changeTo(at, name)] });
        } else {
          report({ at, message: isPattern ? 'matchesNone' : 'unknown', values: { action, service: prefix } });
        }
      }
    }
  },
});

/** The name of the action that was most likely meant: often only dashes or blanks are too many. */
function meantBy({ name }: ActionPattern, { actions }: Service, spelling: Spelling): string | undefined {
  const joined = actions.get(name.replace(/[-_\s]/g, ''));
  if (joined !== undefined) {
    return joined.name;
  }
  const near = Array.from(actions.values(), (action) => action.name).filter(
    ({ length }) => Math.abs(length - name.length) <= MOST_MISSING,
  );
  return spelling.meant(name, near);
}
