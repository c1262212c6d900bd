import { sentence } from '../../../text.ts';
import type { Policy } from '../../documents/policy/policy.ts';
import type { ResourcePattern } from '../../documents/policy/resource-pattern.ts';
import type { Statement } from '../../documents/policy/statement.ts';
import { remove } from '../../syntax/change.ts';
import { addStatement, oneOrMore } from '../add-statement.ts';
import { defineRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

const START = 'ssm:startsession';

/** The tags of a resource, as either service names them. */
const TAG = /^(?:aws|ssm|ecs):resourcetag\//i;

/**
 * A session with a document is judged on the task and on the document, each on its own: AWS's documents have no tags.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
 */
export const startSessionMixed = defineRule({
  id: 'policy/start-session-mixed',
  on: 'policy',
  messages: {
    mixed: {
      severity: 'warning',
      text: 'The condition on "{key}" is also asked of the document, which does not have that tag. Use two statements.',
    },
  },
  check({ policy, report }) {
    for (const statement of policy.statements) {
      const { isAllow, resources, conditions } = statement;
      if (!isAllow || !statement.names(START)) {
        continue;
      }
      const tagged = conditions.find(({ key, operator }) => TAG.test(key) && !/ifexists$/i.test(operator));
      const documents = resources.filter(({ arn, type }) => arn?.service === 'ssm' && type === 'document');
      const hasTasks = resources.some(({ arn, type }) => arn?.service === 'ecs' && type === 'task');
      const at = tagged?.value.key;
      if (tagged !== undefined && at !== undefined && documents.length > 0 && hasTasks) {
        report({ at, message: 'mixed', values: { key: tagged.key }, fixes: splitting(policy, statement, documents) });
      }
    }
  },
});

function splitting(policy: Policy, { actions }: Statement, documents: readonly ResourcePattern[]): readonly Remedy[] {
  if (!actions.every(({ text }) => text === START)) {
    return [];
  }
  const Resource = oneOrMore(documents.map(({ written }) => written));
  const addition = addStatement(policy, { Effect: 'Allow', Action: 'ssm:StartSession', Resource });
  return addition === undefined
    ? []
    : [
        {
          title: sentence('Move the documents to a statement of their own'),
          safe: false,
          changes: () => [...documents.map(({ value }) => remove(value)), addition],
        },
      ];
}
