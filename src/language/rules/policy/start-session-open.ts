import { sentence } from '../../../text.ts';
import type { Policy } from '../../documents/policy/policy.ts';
import { addStatement, oneOrMore } from '../add-statement.ts';
import { defineRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

const EXECUTE = 'ecs:executecommand';
const START = 'ssm:startsession';

/**
 * "We recommend limiting this access by denying the ssm:start-session action directly for your Amazon ECS tasks": such
 * sessions are not logged as those of ECS Exec are, and count against its limit.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-limit-access-start-session
 */
export const startSessionOpen = defineRule({
  id: 'policy/start-session-open',
  on: 'policy',
  messages: {
    open: {
      severity: 'information',
      text: 'ssm:StartSession also opens sessions in tasks, past the logs of ECS Exec. Keep it if you forward ports.',
    },
  },
  check({ policy, report }) {
    if (!policy.statements.some((statement) => statement.isAllow && statement.names(EXECUTE)) || isDenied(policy)) {
      return;
    }
    let fixes: readonly Remedy[] | undefined;
    for (const { statement, pattern } of policy.allowing(START)) {
      const reachesTasks = statement.resources.some((resource) => resource.reaches('ecs', 'task') === true);
      if (pattern.names(START) && statement.isUnconditional && reachesTasks) {
        report({ at: pattern.value, message: 'open', fixes: (fixes ??= denying(policy)) });
      }
    }
  },
});

/** Whether a statement may deny it. */
function isDenied({ statements }: Policy): boolean {
  return statements.some((statement) => statement.isDeny && (statement.covers(START) || statement.mayCoverMore));
}

/** Of the tasks in which commands may be run, where they are named: no partition or account is made up. */
function denying(policy: Policy): readonly Remedy[] {
  const tasks = policy
    .allowing(EXECUTE)
    .flatMap(({ statement }) => statement.resources)
    .filter(({ arn, type }) => arn?.service === 'ecs' && type === 'task')
    .map(({ written }) => written);
  if (tasks.length === 0) {
    return [];
  }
  const Resource = oneOrMore([...new Set(tasks)]);
  const addition = addStatement(policy, { Effect: 'Deny', Action: 'ssm:StartSession', Resource });
  return addition === undefined
    ? []
    : [{ title: sentence('Deny ssm:StartSession on tasks'), safe: false, changes: () => [addition] }];
}
