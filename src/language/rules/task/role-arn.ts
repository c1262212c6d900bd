import { type Text, text } from '../../../text.ts';
import { isArn, isPartition, mayBeAccount, parseArn } from '../../documents/arn.ts';
import type { OldRule } from '../rule.ts';

/** Nearly all are right, and one look at them is enough. */
const RIGHT = /^arn:aws[a-z-]*:iam::\d{12}:role\/./;

/**
 * `taskRoleArn` and `executionRoleArn` take "the short name or full Amazon Resource Name (ARN)" of a role; only what
 * begins as an ARN is looked at.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export const roleArn: OldRule = {
  id: 'task/role-arn',
  severity: 'warning',
  check(taskDefinition, report) {
    for (const name of ['taskRoleArn', 'executionRoleArn']) {
      const value = taskDefinition.get(name);
      if (typeof value.scalar !== 'string' || RIGHT.test(value.scalar)) {
        continue;
      }
      if (value.string === undefined || !isArn(value.string)) {
        continue;
      }
      const message = mistakeIn(value.string);
      if (message !== undefined) {
        report({ at: value, message });
      }
    }
  },
};

function mistakeIn(reference: string): Text | undefined {
  const arn = parseArn(reference);
  if (arn?.service !== 'iam' || !isPartition(arn.partition) || !/^role\/./.test(arn.resource)) {
    return text('This is not the ARN of a role, as in {0}.', 'arn:aws:iam::111122223333:role/name');
  }
  if (arn.region !== '') {
    return text('The ARN of a role has no region: nothing is between its third and fourth colon.');
  }
  return mayBeAccount(arn.account) ? undefined : text('The account in the ARN of a role has 12 digits.');
}
