import { sentence } from '../../../text.ts';
import type { Condition } from '../../documents/policy/condition.ts';
import type { Statement } from '../../documents/policy/statement.ts';
import { remove, replace, set } from '../../syntax/change.ts';
import { defineRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

const KEY = 'ecs:enable-execute-command';

/** What starts tasks, and has the key. */
const LAUNCHES = ['ecs:RunTask', 'ecs:StartTask', 'ecs:CreateService', 'ecs:UpdateService'];

/**
 * Requests for ExecuteCommand do not have the key ecs:enable-execute-command, although the developer guide lists it:
 * those that start tasks have it.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export const execConditionWithoutEffect = defineRule({
  id: 'policy/exec-condition-without-effect',
  on: 'policy',
  messages: {
    allow: {
      severity: 'error',
      text: 'ecs:ExecuteCommand does not have the key {key}, so this statement never allows it.',
    },
    deny: {
      severity: 'error',
      text: 'ecs:ExecuteCommand does not have the key {key}, so this statement never denies it.',
    },
  },
  check({ policy, report }) {
    for (const statement of policy.statements) {
      const condition = statement.conditions.find(({ name }) => name === KEY);
      const at = condition?.value.key;
      if (condition === undefined || at === undefined || !isForExecOnly(statement)) {
        continue;
      }
      if (isFalseWithout(condition)) {
        const values = { key: KEY };
        if (statement.isAllow) {
          report({ at, message: 'allow', values, fixes: withoutCondition(statement, condition) });
        } else if (statement.isDeny) {
          report({ at, message: 'deny', values, fixes: denyLaunches(statement) });
        }
      }
    }
  },
});

/** Whether a condition is false where its key is missing: with IfExists, ForAllValues or a negation, it is true. */
function isFalseWithout({ operator, plainOperator }: Condition): boolean {
  return !/ifexists$|^forallvalues:|not/i.test(operator) && plainOperator !== 'null';
}

/** Whether none of its actions has the key, and one is ExecuteCommand. */
function isForExecOnly(statement: Statement): boolean {
  return (
    !statement.mayCoverMore &&
    statement.covers('ecs:executecommand') &&
    statement.actions.every(({ actions }) => actions?.every(({ keys }) => !keys.has(KEY)) === true)
  );
}

/** Without it, ExecuteCommand is allowed; ECS refuses it anyhow for tasks that are not enabled. */
function withoutCondition({ value }: Statement, condition: Condition): readonly Remedy[] {
  const { group } = condition;
  const all = value.get('Condition');
  const gone = group.children.length > 1 ? condition.value : all.children.length > 1 ? group : all;
  const isTrue = condition.values.every((each) => each?.toLowerCase() === 'true');
  return isTrue ? [{ title: sentence('Remove the condition'), safe: false, changes: () => [remove(gone)] }] : [];
}

function denyLaunches({ value, actions, actionValue }: Statement): readonly Remedy[] {
  const isAlone = actions.length === 1;
  return isAlone
    ? [
        {
          title: sentence('Deny {0} instead', LAUNCHES.join(', ')),
          safe: false,
          changes: () => [replace(actionValue, LAUNCHES), set(value, ['Resource'], '*')],
        },
      ]
    : [];
}
