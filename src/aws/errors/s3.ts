import { sentence } from '../../text.ts';
import { invalidParameter, serverError, throttled } from './common.ts';
import { type Explanation, names } from './explanation.ts';
import type { Failure } from './failure.ts';
import type { Question } from './question.ts';

/** What Amazon S3 documents (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html). */
export const S3 = names(
  [['NoSuchBucket'], notFound],
  [['InternalError'], serverError],
  [['SlowDown'], throttled],
  [['InvalidBucketName', 'PermanentRedirect', 'AuthorizationHeaderMalformed', 'MethodNotAllowed'], invalidParameter],
);

function notFound(_failure: Failure, { resource = '' }: Question): Explanation {
  return [
    'bucket-not-found',
    sentence('The S3 bucket "{0}" does not exist.', resource),
    sentence("Create it, or set another one in the cluster's configuration for ECS Exec."),
  ];
}
