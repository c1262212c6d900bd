import { sentence } from '../../text.ts';
import { explainCredentials, explainExpired, explainUnknown, noCredentials } from './credentials.ts';
import { explainDenied } from './denied.ts';
import { type Explanation, names, oneSentence } from './explanation.ts';
import type { Failure } from './failure.ts';
import { type Question, serviceName } from './question.ts';

/**
 * Names that any service may answer with (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html;
 * some have no service in common, but mean the same), and the SDK's for credentials that it does not get.
 */
export const COMMON = names(
  [['AccessDeniedException', 'AccessDenied', 'UnauthorizedOperation', 'NotAuthorized'], explainDenied],
  [['CredentialsProviderError', 'TokenProviderError', 'ProviderError'], explainCredentials],
  [['ExpiredTokenException', 'ExpiredToken', 'TokenRefreshRequired'], (_failure, question) => explainExpired(question)],
  [
    ['UnrecognizedClientException', 'InvalidClientTokenId', 'InvalidAccessKeyId', 'AuthFailure'],
    (_failure, question) => explainUnknown(question),
  ],
  [
    ['InvalidSignatureException', 'SignatureDoesNotMatch', 'IncompleteSignature', 'IncompleteSignatureException'],
    explainSignature,
  ],
  [['RequestTimeTooSkewed', 'RequestExpired', 'RequestInTheFuture'], wrongClock],
  [
    ['MissingAuthenticationTokenException', 'MissingAuthenticationToken'],
    (_failure, question) => noCredentials(question),
  ],
  [['OptInRequired', 'SubscriptionRequiredException', 'RegionDisabledException'], regionNotEnabled],
  [
    [
      'ThrottlingException',
      'Throttling',
      'ThrottledException',
      'TooManyRequestsException',
      'RequestLimitExceeded',
      'RequestThrottled',
    ],
    throttled,
  ],
  [
    [
      'ServerException',
      'InternalFailure',
      'InternalServerException',
      'InternalServerError',
      'ServiceUnavailable',
      'ServiceUnavailableException',
    ],
    serverError,
  ],
  [['InvalidParameterException', 'ValidationException', 'ValidationError'], invalidParameter],
  [['LimitExceededException'], limitReached],
  [['UnknownOperationException', 'InvalidAction'], unknownOperation],
);

/** An error of the service's own. */
export function serverError(_failure: Failure, question: Question): Explanation {
  return [
    'aws-server',
    sentence('{0} had an error of its own in {1}.', serviceName(question), question.operation),
    sentence('Wait a few seconds, then try again.'),
  ];
}

/** Something in the request that the service does not take. */
export function invalidParameter({ message }: Failure, question: Question): Explanation {
  return [
    'invalid-parameter',
    sentence('{0} refused {1}: {2}', serviceName(question), question.operation, oneSentence(message)),
    sentence('Refresh the view, then try again.'),
  ];
}

/**
 * Amazon ECS has no name of its own for a wrong clock: “Signature expired: … is now earlier than …”, “Signature not yet
 * current: …”.
 */
function explainSignature(failure: Failure): Explanation {
  return /^signature (expired|not yet current)/i.test(failure.message)
    ? wrongClock()
    : [
        'invalid-signature',
        sentence('AWS refused the signature of the request.'),
        sentence('Check the secret access key and the clock of this computer.'),
      ];
}

function wrongClock(): Explanation {
  return [
    'clock-skew',
    sentence('The clock of this computer is too far from that of AWS.'),
    sentence('Set the clock, then try again.'),
  ];
}

function regionNotEnabled(_failure: Failure, question: Question): Explanation {
  return [
    'region-not-enabled',
    sentence('The AWS account is not signed up for {0} in {1}.', serviceName(question), question.region),
    sentence('Enable the region in the AWS console, or select another region.'),
  ];
}

/** AWS wants fewer calls. */
export function throttled(_failure: Failure, { operation }: Question): Explanation {
  return [
    'throttled',
    sentence('AWS limits how often {0} may be called, and the limit is reached.', operation),
    sentence('Wait a few seconds, then try again.'),
  ];
}

function limitReached({ message }: Failure, question: Question): Explanation {
  return [
    'limit',
    sentence('A limit of {0} is reached: {1}', serviceName(question), oneSentence(message)),
    sentence('End sessions that you no longer need, then try again.'),
  ];
}

function unknownOperation(_failure: Failure, question: Question): Explanation {
  return [
    'unknown-operation',
    sentence('The endpoint does not know {0}.', question.operation),
    sentence('Check the setting ecs-exec.endpoint: it must be an endpoint of {0}.', serviceName(question)),
  ];
}
