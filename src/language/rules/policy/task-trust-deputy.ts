import { listOf } from '../../documents/policy/statement.ts';
import { defineRule } from '../define-rule.ts';

/** Either says for whom ECS may assume the role. */
const SOURCES: ReadonlySet<string> = new Set([
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
]);

/**
 * "We recommend that you use the aws:SourceAccount or aws:SourceArn condition keys in the trust relationship policy
 * associated with the role": so that no other account can have ECS assume the role.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export const taskTrustDeputy = defineRule({
  id: 'policy/task-trust-deputy',
  on: 'policy',
  isOptional: true,
  messages: {
    open: {
      severity: 'information',
      text: 'Say for which account ECS may assume this role, with aws:SourceAccount or aws:SourceArn.',
    },
  },
  check({ policy, report }) {
    if (policy.kind !== 'trust') {
      return;
    }
    for (const { value, isAllow, conditions } of policy.statements) {
      const tasks = listOf(value.get('Principal', 'Service')).find((service) => service.is('ecs-tasks.amazonaws.com'));
      const isClosed = conditions.some(({ name }) => SOURCES.has(name));
      if (tasks !== undefined && isAllow && !isClosed && !value.get('Condition').isUnknown) {
        report({ at: tasks, message: 'open' });
      }
    }
  },
});
