import { sentence } from '../../text.ts';
import { invalidParameter, serverError } from './common.ts';
import { type Explanation, names, oneSentence } from './explanation.ts';
import type { Failure } from './failure.ts';
import { type Question, serviceName } from './question.ts';

/**
 * What CloudWatch Logs documents for FilterLogEvents and StartLiveTail
 * (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference).
 */
export const LOGS = names(
  [['ResourceNotFoundException'], notFound],
  [['InvalidParameterException'], explainParameter],
  [['InvalidOperationException'], wrongClass],
  [['LimitExceededException'], tooManySessions],
  [['SessionStreamingException'], serverError],
);

/** “The specified log stream does not exist.” (percona/rds_exporter#81), “The specified log group does not exist.” */
function notFound({ message }: Failure, { resource = '', region }: Question): Explanation {
  return /log stream/i.test(message)
    ? [
        'log-stream-not-found',
        sentence('The log stream does not exist in log group "{0}".', resource),
        sentence('It is created with the first line that the container writes.'),
      ]
    : [
        'log-group-not-found',
        sentence('The log group "{0}" does not exist in {1}.', resource, region),
        sentence('Create it, or set awslogs-create-group to "true" in the task definition, then start new tasks.'),
      ];
}

function explainParameter(failure: Failure, question: Question): Explanation {
  return /pattern/i.test(failure.message)
    ? [
        'bad-filter-pattern',
        sentence('CloudWatch Logs does not accept this filter pattern: {0}', oneSentence(failure.message)),
        sentence('Correct the filter.'),
      ]
    : invalidParameter(failure, question);
}

/**
 * A group of the class Infrequent Access offers neither call (CloudWatch Logs user guide, "Log classes"); with which of
 * its errors it refuses them is not documented.
 */
function wrongClass({ message }: Failure, question: Question): Explanation {
  const { resource = '', operation } = question;
  return [
    'log-class',
    sentence('{0} does not allow {1} on "{2}": {3}', serviceName(question), operation, resource, oneSentence(message)),
    sentence('The class of the log group may be Infrequent Access. Read it with Logs Insights in the AWS console.'),
  ];
}

/** Fifteen sessions at once in an account and region (CloudWatch Logs user guide, "Quotas"). */
function tooManySessions(): Explanation {
  return [
    'live-tail-limit',
    sentence('The account has as many Live Tail sessions in this region as AWS allows.'),
    sentence('End one of them, then try again.'),
  ];
}
