import { isProblem, Problem } from '../problem.ts';
import { proxyProblem } from '../proxy.ts';
import { type Text, text } from '../text.ts';
import type { CredentialsKind } from './api/connection.ts';
import { ProcessFailure } from './credentials/process.ts';
import { NoAnswer } from './limits.ts';
import { readable, redact } from './redact.ts';

/** What was asked, for the sentence about its failure. */
export interface Question {
  /** The API's own name for the call, `ListTasks`. */
  readonly operation: string;
  /** The service that was asked; its prefix in IAM actions. Amazon ECS unless given. */
  readonly service?: Service;
  /** What was asked for, where the error may not name it. */
  readonly resource?: string;
  /** Where it was asked; undefined where that is not known. */
  readonly host?: string | undefined;
  readonly profile: string;
  /** What gives the credentials; undefined where that could not be settled. */
  readonly credentials: CredentialsKind | undefined;
  readonly region: string;
}

/** That there are no credentials to ask with; the cause says why. It tells failed sign-ins from failed questions. */
export class CredentialsFailure extends Error {
  constructor(cause: unknown) {
    super('No credentials.', { cause });
    this.name = 'CredentialsFailure';
  }
}

export type Service = keyof typeof serviceNames;

const serviceNames = {
  ecs: 'Amazon ECS',
  ssm: 'AWS Systems Manager',
  ssmmessages: 'Session Manager',
  kms: 'AWS KMS',
  sts: 'AWS STS',
} as const;

interface SdkError {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
}

/**
 * Says in words what went wrong with a call, and what to do next. The names are those that the ECS API documents
 * for its calls, the errors common to all AWS services
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html), and those of the SDK and of Node.
 */
export function toProblem(error: unknown, question: Question): Problem {
  if (isProblem(error)) {
    return error;
  }
  if (error instanceof NoAnswer) {
    return noAnswer(error, question);
  }
  const failsToSignIn = error instanceof CredentialsFailure;
  if (failsToSignIn && error.cause instanceof NoAnswer) {
    return noCredentialsInTime(error.cause, question);
  }
  const sdk = readError(failsToSignIn ? error.cause : error);
  const proxy = proxyProblem(sdk);
  if (proxy !== undefined) {
    return proxy;
  }
  const [code, sentence, nextStep] = failsToSignIn ? explainSignIn(sdk, question) : explain(sdk, question);
  return new Problem(code, sentence, nextStep, error);
}

/** One line about an error for the log: its name, code, status and request, and its message without secrets. */
export function describeForLog(error: unknown): string {
  if (error instanceof CredentialsFailure) {
    return `no credentials: ${describeForLog(error.cause)}`;
  }
  const { name, code, status, requestId, message } = readError(error);
  const facts = [
    code !== undefined && code !== name ? code : undefined,
    status && `HTTP ${status}`,
    requestId && `request ${requestId}`,
  ];
  const known = facts.filter((fact) => fact !== undefined && fact !== '' && fact !== 0).join(', ');
  return `${name}${known === '' ? '' : ` (${known})`}: ${redact(withoutCommand(message.split('\n', 1)[0] ?? ''))}`;
}

/** A command line of the user's, such as one that fetches credentials, may have a secret in it. */
function withoutCommand(message: string): string {
  return message.replace(/^(Command failed:).*/, '$1 …');
}

type Explanation = readonly [code: string, sentence: Text, nextStep: Text];

function explain(error: SdkError, question: Question): Explanation {
  return (
    explainByName(error, question) ??
    explainNetwork(error, question) ??
    explainStatus(error, question) ?? [
      'unknown',
      text('{0} failed: {1}.', question.operation, error.name),
      text('See the log for the details, then try again.'),
    ]
  );
}

function explainByName(error: SdkError, question: Question): Explanation | undefined {
  const { operation, region } = question;
  const service = nameOf(question);
  switch (error.name) {
    case 'AccessDeniedException':
    case 'AccessDenied':
    case 'UnauthorizedOperation':
    case 'NotAuthorized':
      return explainDenied(error, question);
    case 'CredentialsProviderError':
    case 'TokenProviderError':
    case 'ProviderError':
      return explainCredentials(error, question);
    case 'ExpiredTokenException':
    case 'ExpiredToken':
    case 'TokenRefreshRequired':
      return explainExpired(question);
    case 'UnrecognizedClientException':
    case 'InvalidClientTokenId':
    case 'InvalidAccessKeyId':
    case 'AuthFailure':
      return [
        'invalid-credentials',
        profileOf(question) === undefined
          ? text('AWS does not know these credentials in {0}.', region)
          : text('AWS does not know the credentials of profile “{0}” in {1}.', question.profile, region),
        text('Choose another profile, or check the access key and that the account may use this region.'),
      ];
    case 'InvalidSignatureException':
    case 'SignatureDoesNotMatch':
    case 'IncompleteSignature':
    case 'IncompleteSignatureException':
      // Amazon ECS has no name of its own for it: “Signature expired: … is now earlier than …”, “Signature not yet
      // current: …”.
      if (/^signature (expired|not yet current)/i.test(error.message)) {
        return wrongClock();
      }
      return [
        'invalid-signature',
        text('AWS refused the signature of the request.'),
        text('Check the secret access key, and that this computer’s clock is right.'),
      ];
    case 'RequestTimeTooSkewed':
    case 'RequestExpired':
    case 'RequestInTheFuture':
      return wrongClock();
    case 'MissingAuthenticationTokenException':
    case 'MissingAuthenticationToken':
      return noCredentials(question);
    case 'OptInRequired':
    case 'SubscriptionRequiredException':
    case 'RegionDisabledException':
      return [
        'region-not-enabled',
        text('The account is not signed up for {0} in {1}.', service, region),
        text('Enable the region in the AWS console, or select another region.'),
      ];
    case 'ThrottlingException':
    case 'Throttling':
    case 'ThrottledException':
    case 'TooManyRequestsException':
    case 'RequestLimitExceeded':
    case 'RequestThrottled':
      return [
        'throttled',
        text('AWS limits how fast it answers {0}, and the limit is reached.', operation),
        text('Wait a few seconds, then try again.'),
      ];
    case 'ServerException':
    case 'InternalFailure':
    case 'InternalServerException':
    case 'InternalServerError':
    case 'KMSInternalException':
    case 'DependencyTimeoutException':
    case 'ServiceUnavailable':
    case 'ServiceUnavailableException':
      return [
        'aws-server',
        text('{0} had an error of its own in {1}.', service, operation),
        text('Wait a few seconds, then try again.'),
      ];
    case 'ClusterNotFoundException':
      return [
        'cluster-not-found',
        text('The cluster does not exist in {0} any more.', region),
        text('Refresh the view, or select another region.'),
      ];
    case 'ServiceNotFoundException':
    case 'ServiceNotActiveException':
      return [
        'service-not-found',
        text('The service does not exist in this cluster any more.'),
        text('Refresh the view.'),
      ];
    case 'TargetNotConnectedException':
    case 'TargetNotConnected':
      return [
        'target-not-connected',
        text('The exec agent in the container is not connected to Session Manager.'),
        text(
          'Check that the task role has the four ssmmessages actions and that the task’s subnet reaches the ssmmessages endpoint. If the task has just started, wait a few seconds and try again.',
        ),
      ];
    case 'InvalidParameterException':
    case 'ValidationException':
    case 'ValidationError':
      return explainInvalidParameter(error, operation, service);
    case 'ClientException':
      if (/session limit/i.test(error.message)) {
        return [
          'session-limit',
          text('The container has as many sessions as its agent allows, which is two.'),
          text('Each terminal, command, copy and forwarded port is one. End one of them, then try again.'),
        ];
      }
      return [
        'client',
        text('{0} refused {1}: {2}', service, operation, oneSentence(error.message)),
        text('Refresh the view; the task may have ended. Check also that you may use the resource.'),
      ];
    case 'InvalidDocument':
      return [
        'no-port-forwarding',
        text('Session Manager in {0} does not know how to forward this port.', region),
        text('Select another region, or see the log for the details.'),
      ];
    case 'InvalidParameters':
      return [
        'invalid-parameter',
        text('{0} refused {1}: {2}', service, operation, oneSentence(error.message)),
        text('Check the port and the host’s name, then try again.'),
      ];
    case 'DoesNotExistException':
      return ['session-not-found', text('The session does not exist any more.'), text('Open a new one.')];
    case 'LimitExceededException':
      return [
        'limit',
        text('A limit of {0} is reached: {1}', service, oneSentence(error.message)),
        text('End sessions that you no longer need, then try again.'),
      ];
    case 'UnknownOperationException':
    case 'InvalidAction':
      return [
        'unknown-operation',
        text('The endpoint does not know {0}.', operation),
        text('Check the setting ecs-exec.endpoint: it must be an endpoint of {0}.', service),
      ];
    default:
      return question.service === 'kms' ? explainKey(error, question) : undefined;
  }
}

/**
 * What KMS documents for GenerateDataKey
 * (https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html).
 */
function explainKey(error: SdkError, { resource = '' }: Question): Explanation | undefined {
  switch (error.name) {
    case 'NotFoundException':
      return [
        'kms-key-not-found',
        text('The KMS key {0}, with which the cluster encrypts its sessions, does not exist.', resource),
        text('Have the cluster’s configuration for ECS Exec name an existing key.'),
      ];
    case 'DisabledException':
    case 'KMSInvalidStateException':
    case 'KeyUnavailableException':
    case 'InvalidKeyUsageException':
      return [
        'kms-key-unusable',
        text(
          'The KMS key {0}, with which the cluster encrypts its sessions, cannot be used: {1}',
          resource,
          oneSentence(error.message),
        ),
        text(
          'Have the key enabled, or another one set in the cluster’s configuration for ECS Exec. It must be a symmetric encryption key.',
        ),
      ];
    case 'InvalidGrantTokenException':
    case 'DryRunOperationException':
      return [
        'kms-refused',
        text('AWS KMS refused to make a key: {0}', oneSentence(error.message)),
        text('See the log for the details, then try again.'),
      ];
    default:
      return undefined;
  }
}

function nameOf({ service = 'ecs' }: Question): string {
  return serviceNames[service];
}

/**
 * AWS's text for exec being off or the agent being down carries a curly apostrophe, so only its plain part is matched
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html).
 */
function explainInvalidParameter(error: SdkError, operation: string, service: string): Explanation {
  if (/execute command was not enabled|execute command agent/i.test(error.message)) {
    return [
      'exec-not-enabled',
      text('ECS Exec was off when this task started, or its exec agent is not running.'),
      text(
        'Turn on ECS Exec for the service (enable-execute-command) and deploy again; exec cannot be turned on for a running task.',
      ),
    ];
  }
  if (/container name/i.test(error.message) || /specify.*container/i.test(error.message)) {
    return [
      'container-missing',
      text('The task has no such container, or several and none was named.'),
      text('Refresh the view, then choose a container.'),
    ];
  }
  return [
    'invalid-parameter',
    text('{0} refused {1}: {2}', service, operation, oneSentence(error.message)),
    text('Refresh the view, then try again.'),
  ];
}

/** AWS's text names the action and, for most services, the resource. */
function explainDenied(error: SdkError, question: Question): Explanation {
  const { operation, service = 'ecs' } = question;
  const action =
    /(?:perform|action)[: ]+([a-z0-9-]+:[A-Za-z*]+)/i.exec(error.message)?.[1] ?? `${service}:${operation}`;
  const resource = /on resource[: ]+(\S+?)[.,]?(?:\s|$)/i.exec(error.message)?.[1] ?? question.resource;
  const sentence =
    resource === undefined || resource === '*'
      ? text('You are not allowed {0}.', action)
      : text('You are not allowed {0} on {1}.', action, resource);
  return [
    'access-denied',
    sentence,
    remedyOfDenial(action, operation, /explicit deny/i.test(error.message), profileOf(question)),
  ];
}

function remedyOfDenial(action: string, operation: string, isExplicit: boolean, profile: string | undefined): Text {
  if (operation === 'StartSession') {
    return text(
      'Forwarding ports needs ssm:StartSession on the task and on the document. Many organizations deny it on purpose, for it goes past ECS Exec and its logs: ask your administrator.',
    );
  }
  if (isExplicit) {
    return text('A policy denies it explicitly. Ask your administrator, or choose another profile.');
  }
  return profile === undefined
    ? text('Have {0} added to your IAM policy, or select a profile that has it.', action)
    : text('Have {0} added to the policy of profile “{1}”, or select another profile.', action, profile);
}

/**
 * What went wrong on the way to credentials: with the profile's own settings, with IAM Identity Center, or with a role.
 */
function explainSignIn(error: SdkError, question: Question): Explanation {
  const network = explainNetwork(
    {
      ...error,
      code: error.code ?? /\b(ENOTFOUND|EAI_AGAIN|ECONN[A-Z]+|ETIMEDOUT|E[A-Z]+UNREACH)\b/.exec(error.message)?.[1],
    },
    question,
  );
  if (network?.[0] === 'no-network') {
    return [
      'no-network',
      text('The service that gives your AWS credentials cannot be reached.'),
      text('Check the network connection, then refresh.'),
    ];
  }
  if (/MultiFactorAuthentication failed|tokenCode/i.test(error.message)) {
    return [
      'mfa-refused',
      text('AWS did not accept the multi-factor code.'),
      text('Wait for the next code, then refresh and enter it.'),
    ];
  }
  if (/^(Forbidden|Unauthorized)Exception$|^SignInNeeded$|^ProcessFailure$/.test(error.name)) {
    return explainCredentials(error, question);
  }
  if (error.name === 'NoCredentials') {
    return noCredentials(question);
  }
  const about = { ...question, operation: 'AssumeRole', service: 'sts', host: undefined } as const;
  const [code, sentence, nextStep] =
    network ?? explainByName(error, about) ?? explainStatus(error, about) ?? explainCredentials(error, question);
  return code === 'access-denied'
    ? [
        'role-denied',
        sentence,
        text('Check the role’s trust policy, and that its source may assume it; or select another profile.'),
      ]
    : [code, sentence, nextStep];
}

/** Credentials that AWS says are too old: who gave them can give new ones. */
function explainExpired(question: Question): Explanation {
  switch (question.credentials) {
    case 'environment':
      return [
        'expired-keys',
        text('The AWS credentials in the environment variables have expired.'),
        text('Set new ones and start VS Code from there again, or select a profile.'),
      ];
    case 'keys':
      return [
        'expired-keys',
        text('The keys of profile “{0}” have expired.', question.profile),
        text('Write new ones to the AWS configuration files, then refresh; or select another profile.'),
      ];
    default:
      return ['expired-credentials', text('Your AWS credentials have expired.'), signInAgain(question)];
  }
}

function explainCredentials(error: SdkError, question: Question): Explanation {
  const { credentials } = question;
  const profile = profileOf(question);
  if (
    error.name === 'SignInNeeded' ||
    /^(UnauthorizedException|ExpiredTokenException)$/.test(error.name) ||
    /expired|failed to (load|refresh).*token|(sso|aws) login|re-?authenticate/i.test(error.message)
  ) {
    return ['expired-credentials', text('Your AWS sign-in has expired.'), signInAgain(question)];
  }
  if (profile === undefined) {
    return noCredentials(question);
  }
  if (error.name === 'ForbiddenException') {
    return [
      'role-denied',
      text('IAM Identity Center does not let you have the role of profile “{0}”.', profile),
      text('Check sso_account_id and sso_role_name in the AWS configuration file, or select another profile.'),
    ];
  }
  if (credentials === 'process' || error.name === ProcessFailure.name) {
    return [
      'unusable-profile',
      text('The credential_process of profile “{0}” gave no credentials.', profile),
      text('Run it in a terminal to see why, or select another profile.'),
    ];
  }
  return [
    'unusable-profile',
    text('The profile “{0}” gave no credentials: {1}', profile, oneSentence(error.message)),
    text('Select another profile, or complete this one in the AWS configuration files.'),
  ];
}

function noAnswer({ host = '', phase, seconds }: NoAnswer, question: Question): Problem {
  return new Problem(
    'no-answer',
    phase === 'request'
      ? text('{0} accepted the request, but did not answer within {1} seconds.', host, seconds)
      : text('{0} could not be reached within {1} seconds.', host, seconds),
    phase === 'route'
      ? text('Check VS Code’s setting http.proxy and the network connection, then try again.')
      : text(
          'Check the network connection, VPN and firewall, and that {0} is right for {1}; then try again.',
          host,
          question.region,
        ),
  );
}

function noCredentialsInTime({ host, seconds }: NoAnswer, { profile }: Question): Problem {
  return host === undefined
    ? new Problem(
        'no-answer',
        text(
          'The credential_process of profile “{0}” has not ended within {1} seconds, and was stopped.',
          profile,
          seconds,
        ),
        text('Run it in a terminal to see what it waits for, or select another profile.'),
      )
    : new Problem(
        'no-answer',
        text(
          '{0}, which gives the credentials of profile “{1}”, has not answered within {2} seconds.',
          host,
          profile,
          seconds,
        ),
        text('Check the network connection, VPN and firewall, then try again; or select another profile.'),
      );
}

/** That something else answered where a service of AWS was asked. */
export function notAws(service: Service, host: string | undefined, status: number): Problem {
  const [code, sentence, nextStep] = explainNotAws(service, host, status);
  return new Problem(code, sentence, nextStep);
}

function explainNotAws(service: Service, host: string | undefined, status: number): Explanation {
  const name = serviceNames[service];
  return [
    'not-aws',
    text('What answered at {0} is not {1} (HTTP {2}).', host ?? name, name, status),
    text(
      'Check whether your network wants you to sign in, that your proxy or firewall lets requests to {0} through, and the endpoint that is set.',
      host ?? name,
    ),
  ];
}

/** The profile that gives the credentials; undefined where it does not. */
function profileOf({ profile, credentials }: Question): string | undefined {
  return credentials === 'environment' || credentials === 'container' || credentials === 'instance'
    ? undefined
    : profile;
}

function wrongClock(): Explanation {
  return [
    'clock-skew',
    text('This computer’s clock differs too much from AWS’s.'),
    text('Set the clock, then try again.'),
  ];
}

function noCredentials({ profile }: Question): Explanation {
  return profile === 'default'
    ? [
        'no-credentials',
        text('No AWS credentials were found.'),
        text('Select a profile, or sign in to AWS as you do for other tools.'),
      ]
    : [
        'no-credentials',
        text('The profile “{0}” gave no credentials.', profile),
        text('Select another profile, or sign in with this one.'),
      ];
}

function signInAgain(question: Question): Text {
  const profile = profileOf(question);
  return profile === undefined
    ? text('Sign in to AWS again, then refresh.')
    : text('Sign in to AWS again with profile “{0}”, then refresh.', profile);
}

function explainNetwork(error: SdkError, question: Question): Explanation | undefined {
  const { region } = question;
  const service = nameOf(question);
  switch (error.code ?? error.name) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return [
        'no-network',
        text('The address of {0} in {1} was not found.', service, region),
        text('Check the network connection and the region’s name.'),
      ];
    case 'ECONNREFUSED':
      return [
        'no-network',
        text('Nothing answers at {0}, where {1} should be.', question.host ?? region, service),
        text('Check the network connection, and the endpoint that is set.'),
      ];
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'TimeoutError':
    case 'RequestTimeout':
    case 'RequestTimeoutException':
    case 'RequestAbortedException':
      return [
        'no-network',
        text('The connection to {0} in {1} was lost.', service, region),
        text('Check the network connection, then try again.'),
      ];
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
    case 'CERT_UNTRUSTED':
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return [
        'untrusted-certificate',
        text('The certificate of the connection to AWS is not trusted on this computer.'),
        text('If your network inspects TLS, add its certificate to the system’s store; VS Code reads it from there.'),
      ];
    case 'EPROTO':
      return [
        'no-tls',
        text('No encrypted connection to {0} could be made: what answers does not speak TLS.', service),
        text('Check the setting ecs-exec.endpoint, and that your proxy or firewall lets TLS through.'),
      ];
    default:
      return undefined;
  }
}

/** An answer that names no error. Each answer of AWS names its request, so that one which does not is from another. */
function explainStatus({ status, requestId }: SdkError, question: Question): Explanation | undefined {
  const service = nameOf(question);
  if (status === undefined) {
    return undefined;
  }
  if (requestId === undefined) {
    return explainNotAws(question.service ?? 'ecs', question.host, status);
  }
  return status >= 500
    ? ['aws-server', text('{0} had an error of its own.', service), text('Wait a few seconds, then try again.')]
    : undefined;
}

/** AWS's own words as one sentence, without what may be secret. */
function oneSentence(message: string): string {
  return `${redact(message.replace(/\s+/g, ' ').trim()).replace(/\.+$/, '')}.`;
}

function readError(error: unknown): SdkError {
  if (typeof error !== 'object' || error === null) {
    return {
      name: 'Error',
      message: readable(String(error)),
      code: undefined,
      status: undefined,
      requestId: undefined,
    };
  }
  const fields = error as {
    name?: unknown;
    message?: unknown;
    code?: unknown;
    cause?: unknown;
    errors?: unknown;
    $metadata?: { httpStatusCode?: number; requestId?: string };
  };
  return {
    name: typeof fields.name === 'string' ? fields.name : 'Error',
    message: typeof fields.message === 'string' ? readable(fields.message) : '',
    code: networkCode(fields),
    status: fields.$metadata?.httpStatusCode,
    requestId: fields.$metadata?.requestId,
  };
}

/** Node's code for a failed connection: on the error, on its cause, or on the tries for each address of the host. */
function networkCode({
  code,
  cause,
  errors,
}: {
  code?: unknown;
  cause?: unknown;
  errors?: unknown;
}): string | undefined {
  if (typeof code === 'string') {
    return code;
  }
  const inner: unknown = Array.isArray(errors) ? errors[0] : cause;
  return typeof inner === 'object' && inner !== null && 'code' in inner && typeof inner.code === 'string'
    ? inner.code
    : undefined;
}
