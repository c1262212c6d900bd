import { sentence } from '../../../text.ts';
import type { ActionPattern } from '../../documents/policy/action-pattern.ts';
import { CHANNELS_OF_ROLES } from '../../documents/policy/channels.ts';
import type { Policy } from '../../documents/policy/policy.ts';
import type { Statement } from '../../documents/policy/statement.ts';
import { remove, replace } from '../../syntax/change.ts';
import { addStatement, oneOrMore } from '../add-statement.ts';
import { defineRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

/**
 * "If there is no value for this column, you must specify all resources ("*") to which the policy applies": the actions
 * of ssmmessages have no types of resources.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonmessagegatewayservice.html
 */
export const channelsResource = defineRule({
  id: 'policy/channels-resource',
  on: 'policy',
  messages: {
    narrow: {
      severity: 'error',
      text: 'The Resource for {action} must be "*": the channels of a session have no ARN, so this allows nothing.',
    },
  },
  check({ policy, report }) {
    for (const statement of policy.statements) {
      const { isAllow, hasPrincipal, hasKnownResources, resources } = statement;
      const channels = statement.actions.filter(({ service }) => service === 'ssmmessages');
      const first = channels.find((pattern) => CHANNELS_OF_ROLES.some((action) => pattern.covers(action)));
      const [resource] = resources;
      if (first === undefined || resource === undefined || !isAllow || hasPrincipal || !hasKnownResources) {
        continue;
      }
      if (!resources.some(({ isAll }) => isAll)) {
        report({
          at: resource.value,
          message: 'narrow',
          values: { action: first.written },
          fixes: remedies(policy, statement, channels),
        });
      }
    }
  },
});

function remedies(policy: Policy, { actions, resourceValue }: Statement, channels: readonly ActionPattern[]): Remedy[] {
  if (channels.length === actions.length) {
    return [
      {
        title: sentence('Change Resource to {0}', '"*"'),
        safe: false,
        changes: () => [replace(resourceValue, '*')],
      },
    ];
  }
  const Action = oneOrMore(channels.map(({ written }) => written));
  const addition = addStatement(policy, { Effect: 'Allow', Action, Resource: '*' });
  return addition === undefined
    ? []
    : [
        {
          title: sentence('Move them to a statement of their own, for {0}', '"*"'),
          safe: false,
          changes: () => [...channels.map(({ value }) => remove(value)), addition],
        },
      ];
}
