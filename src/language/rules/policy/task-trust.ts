import { areNear } from '../../documents/closest.ts';
import { listOf } from '../../documents/policy/statement.ts';
import { changeTo } from '../change-to.ts';
import { defineRule } from '../define-rule.ts';

/** Who assumes the role of a task. */
const PRINCIPAL = 'ecs-tasks.amazonaws.com';

/** The same, with another mark in it or another end. */
const MISTYPED = /^ecs[-_. ]?tasks?\.(?:amazonaws(?:\.com?)?|amazon\.com|aws\.com|aws\.amazon\.com)$/i;

/**
 * "The IAM task role must have a trust policy that specifies the ecs-tasks.amazonaws.com service." IAM refuses the name
 * of a service that it does not know.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export const taskTrust = defineRule({
  id: 'policy/task-trust',
  on: 'policy',
  messages: {
    misspelt: {
      severity: 'error',
      text: 'The service "{service}" does not exist. Tasks assume their role as "{principal}".',
    },
  },
  check({ policy, report }) {
    if (policy.kind !== 'trust') {
      return;
    }
    for (const { value } of policy.statements) {
      for (const service of listOf(value.get('Principal', 'Service'))) {
        const { string } = service;
        if (string !== undefined && string !== PRINCIPAL && isMistyped(string)) {
          const fixes = [changeTo(service, PRINCIPAL, true)];
          report({ at: service, message: 'misspelt', values: { service: string, principal: PRINCIPAL }, fixes });
        }
      }
    }
  },
});

function isMistyped(service: string): boolean {
  return MISTYPED.test(service) || areNear(service, PRINCIPAL, 2);
}
