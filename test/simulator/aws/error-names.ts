import { AwsError } from './error.ts';

/** Wire formats that are older than AWS's JSON, with names of their own for the errors that every service has. */
export type OldProtocol = 'query' | 'ec2' | 's3';

type Name = readonly [code: string, status: number];

/**
 * By the name in the JSON protocols. Sources: the pages "Common errors" of the IAM and STS API references, "Error codes
 * for the Amazon EC2 API", and "Error responses" of the Amazon S3 API reference.
 */
const NAMES: Readonly<Record<string, Readonly<Record<OldProtocol, Name>>>> = {
  AccessDeniedException: {
    query: ['AccessDenied', 403],
    ec2: ['UnauthorizedOperation', 403],
    s3: ['AccessDenied', 403],
  },
  ThrottlingException: {
    query: ['Throttling', 400],
    ec2: ['RequestLimitExceeded', 503],
    s3: ['SlowDown', 503],
  },
  ServerException: {
    query: ['ServiceUnavailable', 503],
    ec2: ['InternalError', 500],
    s3: ['InternalError', 500],
  },
  ExpiredTokenException: {
    query: ['ExpiredToken', 403],
    ec2: ['RequestExpired', 400],
    s3: ['ExpiredToken', 400],
  },
  UnrecognizedClientException: {
    query: ['InvalidClientTokenId', 403],
    ec2: ['AuthFailure', 401],
    s3: ['InvalidAccessKeyId', 403],
  },
  InvalidSignatureException: {
    query: ['SignatureDoesNotMatch', 403],
    ec2: ['SignatureDoesNotMatch', 403],
    s3: ['SignatureDoesNotMatch', 403],
  },
  IncompleteSignatureException: {
    query: ['IncompleteSignature', 403],
    ec2: ['IncompleteSignature', 403],
    s3: ['AuthorizationHeaderMalformed', 400],
  },
  MissingAuthenticationTokenException: {
    query: ['MissingAuthenticationToken', 403],
    ec2: ['MissingAuthenticationToken', 403],
    s3: ['AccessDenied', 403],
  },
  UnknownOperationException: {
    query: ['InvalidAction', 400],
    ec2: ['InvalidAction', 400],
    s3: ['NotImplemented', 501],
  },
};

/** An error under the name and with the status that it has in a protocol. */
export function translate(error: AwsError, protocol: OldProtocol): AwsError {
  const [code, status] = NAMES[error.code]?.[protocol] ?? [error.code, error.status];
  return new AwsError(code, error.message, status, error.members);
}
