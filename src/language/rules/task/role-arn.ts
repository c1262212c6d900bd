import { isArn, isPartition, mayBeAccount, parseArn } from '../../documents/arn.ts';
import { defineRule, type Messages } from '../define-rule.ts';
import { nameOf } from '../name-of.ts';

/** Nearly all are right, and one look at them is enough. */
const RIGHT = /^arn:aws[a-z-]*:iam::\d{12}:role\/./;

const EXAMPLE = 'arn:aws:iam::111122223333:role/name';

const messages = {
  notRole: { severity: 'error', text: '{property} must be the ARN of a role, as in {example}, or its name.' },
  hasRegion: {
    severity: 'error',
    text: 'The ARN of a role does not have a region: there must be nothing between its third and fourth colon.',
  },
  wrongAccount: { severity: 'error', text: 'The account in the ARN of a role must have 12 digits.' },
} as const satisfies Messages;

/**
 * "Role is not valid", answers RegisterTaskDefinition: https://github.com/fabfuel/ecs-deploy/issues/231,
 * https://github.com/aws-samples/aws-modern-application-workshop/issues/9.
 * `taskRoleArn` and `executionRoleArn` take "the short name or full Amazon Resource Name (ARN)" of a role; only what
 * begins as an ARN is looked at.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export const roleArn = defineRule({
  id: 'task/role-arn',
  on: 'task-definition',
  messages,
  // That of cfn-lint looks at the execution role only.
  alsoReportedBy: ['cfn-lint E3511'],
  check({ taskDefinition, report }) {
    for (const name of ['taskRoleArn', 'executionRoleArn']) {
      const value = taskDefinition.get(name);
      if (typeof value.scalar !== 'string' || RIGHT.test(value.scalar)) {
        continue;
      }
      if (value.string === undefined || !isArn(value.string)) {
        continue;
      }
      const message = mistakeIn(value.string);
      if (message === 'notRole') {
        report({ at: value, message, values: { property: nameOf(value), example: EXAMPLE } });
      } else if (message !== undefined) {
        report({ at: value, message });
      }
    }
  },
});

function mistakeIn(reference: string): keyof typeof messages | undefined {
  const arn = parseArn(reference);
  if (arn?.service !== 'iam' || !isPartition(arn.partition) || !/^role\/./.test(arn.resource)) {
    return 'notRole';
  }
  if (arn.region !== '') {
    return 'hasRegion';
  }
  return mayBeAccount(arn.account) ? undefined : 'wrongAccount';
}
