import { sentence } from '../../text.ts';
import { invalidParameter, serverError } from './common.ts';
import { type Explanation, names } from './explanation.ts';
import type { Failure } from './failure.ts';
import type { Question } from './question.ts';

/** What IAM documents for the calls that are made (https://docs.aws.amazon.com/IAM/latest/APIReference). */
export const IAM = names(
  [['NoSuchEntity', 'NoSuchEntityException'], notFound],
  [['ServiceFailure', 'ServiceFailureException'], serverError],
  [['InvalidInput', 'InvalidInputException', 'PolicyEvaluation', 'PolicyEvaluationException'], invalidParameter],
  [['MalformedPolicyDocument', 'MalformedPolicyDocumentException'], invalidParameter],
  [['UnmodifiableEntity', 'UnmodifiableEntityException'], invalidParameter],
  [['LimitExceeded', 'LimitExceededException'], noRoom],
);

function notFound(_failure: Failure, { resource = '' }: Question): Explanation {
  return [
    'iam-not-found',
    sentence('IAM does not know "{0}".', resource),
    sentence('Check the name, and that it is in this account.'),
  ];
}

/** Inline policies of a role have 10,240 characters together (IAM user guide, "IAM and STS quotas"). */
function noRoom(_failure: Failure, { resource = '' }: Question): Explanation {
  return [
    'limit',
    sentence('Role "{0}" has no room for this policy.', resource),
    sentence('Remove a policy that the role does not need, then try again.'),
  ];
}
