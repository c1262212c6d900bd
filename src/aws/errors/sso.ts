import { sentence } from '../../text.ts';
import { type Explanation, names, oneSentence } from './explanation.ts';
import type { Failure } from './failure.ts';
import type { Question } from './question.ts';

/**
 * What IAM Identity Center documents for signing in
 * (https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference).
 */
export const SSO = names(
  [['AccessDeniedException'], refused],
  [['ExpiredTokenException'], ranOut],
  [['InvalidRequestRegionException'], wrongPlace],
  [['SlowDownException'], tooOften],
  [['InvalidRequestException'], explainRequest],
  [
    [
      'InvalidClientException',
      'InvalidClientMetadataException',
      'InvalidGrantException',
      'InvalidRedirectUriException',
      'InvalidScopeException',
      'UnauthorizedClientException',
      'UnsupportedGrantTypeException',
    ],
    failed,
  ],
);

function refused(): Explanation {
  return [
    'sign-in/refused',
    sentence('The sign-in was refused in the browser.'),
    sentence('Sign in again, and allow the request there.'),
  ];
}

function ranOut(): Explanation {
  return [
    'sign-in/expired',
    sentence('Nobody allowed the sign-in in the browser before its code expired.'),
    sentence('Sign in again.'),
  ];
}

/** The instance is in another region than was asked. */
function wrongPlace(_failure: Failure, { region, resource = '', profile }: Question): Explanation {
  return [
    'sign-in/address',
    sentence('IAM Identity Center in {0} does not have the start URL {1}.', region, resource),
    sentence('Fix sso_region or sso_start_url of profile "{0}" in the AWS configuration file.', profile),
  ];
}

function tooOften(_failure: Failure, { operation }: Question): Explanation {
  return [
    'throttled',
    sentence('AWS limits how often {0} may be called, and the limit is reached.', operation),
    sentence('Wait a few seconds, then try again.'),
  ];
}

/** Of the calls that begin a sign-in, the start URL is all that a user has a part in. */
function explainRequest(failure: Failure, question: Question): Explanation {
  return question.operation === 'CreateToken' ? failed(failure, question) : wrongPlace(failure, question);
}

function failed({ message, name }: Failure, { operation }: Question): Explanation {
  return [
    'sign-in/failed',
    sentence('IAM Identity Center refused {0}: {1}', operation, oneSentence(message === '' ? name : message)),
    sentence('Sign in again. See the log for the details.'),
  ];
}
