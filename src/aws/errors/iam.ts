import { sentence } from '../../text.ts';
import { invalidParameter, serverError } from './common.ts';
import { type Explanation, names } from './explanation.ts';
import type { Failure } from './failure.ts';
import type { Question } from './question.ts';

/** What IAM documents for the calls that only read (https://docs.aws.amazon.com/IAM/latest/APIReference). */
export const IAM = names(
  [['NoSuchEntity', 'NoSuchEntityException'], notFound],
  [['ServiceFailure', 'ServiceFailureException'], serverError],
  [['InvalidInput', 'InvalidInputException', 'PolicyEvaluation', 'PolicyEvaluationException'], invalidParameter],
);

function notFound(_failure: Failure, { resource = '' }: Question): Explanation {
  return [
    'iam-not-found',
    sentence('IAM does not know "{0}".', resource),
    sentence('Check the name, and that it is in this account.'),
  ];
}
