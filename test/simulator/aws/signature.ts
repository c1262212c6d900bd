import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Why a signature was refused: AWS's error code and its sentence. */
export interface SignatureProblem {
  readonly code: string;
  readonly message: string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The only session token that counts as valid; a request need not carry one. */
  readonly sessionToken?: string;
}

/** What a signature covers. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query exactly as they stood on the request line. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** SHA-256 of the body, in lower-case hex. */
  readonly bodyHash: string;
}

/** The service and the region a request must be signed for. */
export interface Scope {
  readonly service: string;
  readonly region: string;
}

/** SHA-256 of nothing, the body hash of a WebSocket upgrade. */
export const EMPTY_BODY_HASH = sha256('');

const ALGORITHM = 'AWS4-HMAC-SHA256';
const TERMINATOR = 'aws4_request';
/** How far a client's clock may be off, in milliseconds. */
const TOLERATED_SKEW = 5 * 60_000;

/**
 * Checks an Authorization header as AWS does: who asks, when, for which service, and whether the signature is
 * right. The algorithm is
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function verifySignature(
  request: SignedRequest,
  scope: Scope,
  credentials: Credentials,
  now = new Date(),
): true | SignatureProblem {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    return { code: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' };
  }
  const claim = readAuthorization(authorization);
  if (claim === undefined) {
    return incomplete(`Authorization header requires ${ALGORITHM} with Credential, SignedHeaders and Signature.`);
  }
  return (
    checkClaim(claim, request, scope) ??
    checkCaller(claim, request, credentials) ??
    checkClock(claim, request, now) ??
    checkDigest(claim, request, credentials) ??
    true
  );
}

/** The service that a request says it is signed for; undefined where it carries no signature. */
export function claimedService({ authorization }: IncomingHttpHeaders): string | undefined {
  return authorization === undefined ? undefined : readAuthorization(authorization)?.service;
}

/** The region that a request says it is signed for; undefined where it carries no signature. */
export function claimedRegion({ authorization }: IncomingHttpHeaders): string | undefined {
  return authorization === undefined ? undefined : readAuthorization(authorization)?.region;
}

export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What an Authorization header says. */
interface Claim {
  readonly accessKeyId: string;
  /** YYYYMMDD */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

function readAuthorization(header: string): Claim | undefined {
  const [algorithm, ...rest] = header.trim().split(' ');
  if (algorithm !== ALGORITHM) {
    return undefined;
  }
  const parameters = new Map(
    rest
      .join('')
      .split(',')
      .map((parameter): [string, string] => {
        const equals = parameter.indexOf('=');
        return [parameter.slice(0, equals), parameter.slice(equals + 1)];
      }),
  );
  const [accessKeyId, date, region, service, terminator] = parameters.get('Credential')?.split('/') ?? [];
  const signedHeaders = parameters.get('SignedHeaders')?.split(';');
  const signature = parameters.get('Signature');
  if (!accessKeyId || !date || !region || !service || !terminator || !signedHeaders || !signature) {
    return undefined;
  }
  return { accessKeyId, date, region, service, terminator, signedHeaders, signature };
}

function checkClaim(claim: Claim, { headers }: SignedRequest, scope: Scope): SignatureProblem | undefined {
  const { service, region, terminator } = claim;
  if (service !== scope.service) {
    return invalid(`Credential should be scoped to correct service: '${scope.service}'.`);
  }
  if (region !== scope.region) {
    return invalid(`Credential should be scoped to a valid region, not '${region}'.`);
  }
  if (terminator !== TERMINATOR) {
    return invalid(`Credential should be scoped with a valid terminator: '${TERMINATOR}', not '${terminator}'.`);
  }
  const mustBeSigned = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
  const unsigned = mustBeSigned.find((name) => !claim.signedHeaders.includes(name));
  if (unsigned !== undefined) {
    return invalid(`'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`);
  }
  return undefined;
}

function checkCaller(claim: Claim, { headers }: SignedRequest, credentials: Credentials): SignatureProblem | undefined {
  const token = headers['x-amz-security-token'];
  const knownToken = token === undefined || token === credentials.sessionToken;
  if (knownToken && claim.accessKeyId === credentials.accessKeyId) {
    return undefined;
  }
  return { code: 'UnrecognizedClientException', message: 'The security token included in the request is invalid.' };
}

function checkClock(claim: Claim, { headers }: SignedRequest, now: Date): SignatureProblem | undefined {
  const stamp = String(headers['x-amz-date']);
  const signedAt = Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (Number.isNaN(signedAt)) {
    return incomplete(`Date must be in ISO-8601 'basic format'. Got '${stamp}'.`);
  }
  if (!stamp.startsWith(claim.date)) {
    return invalid(
      'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ' +
        `'${claim.date}' != '${stamp.slice(0, 8)}'.`,
    );
  }
  const [earliest, latest] = [now.getTime() - TOLERATED_SKEW, now.getTime() + TOLERATED_SKEW];
  const current = basicFormat(now);
  if (signedAt < earliest) {
    return invalid(`Signature expired: ${stamp} is now earlier than ${basicFormat(earliest)} (${current} - 5 min.)`);
  }
  if (signedAt > latest) {
    const limit = basicFormat(latest);
    return invalid(`Signature not yet current: ${stamp} is still later than ${limit} (${current} + 5 min.)`);
  }
  return undefined;
}

function checkDigest(claim: Claim, request: SignedRequest, credentials: Credentials): SignatureProblem | undefined {
  const scope = [claim.date, claim.region, claim.service, claim.terminator];
  const digest = sha256(canonicalRequest(request, claim.signedHeaders));
  const text = [ALGORITHM, request.headers['x-amz-date'], scope.join('/'), digest].join('\n');
  const key = scope.reduce<string | Buffer>((parent, part) => hmac(parent, part), `AWS4${credentials.secretAccessKey}`);
  const expected = Buffer.from(hmac(key, text).toString('hex'));
  const actual = Buffer.from(claim.signature);
  if (expected.length === actual.length && timingSafeEqual(expected, actual)) {
    return undefined;
  }
  return invalid(
    'The request signature we calculated does not match the signature you provided. ' +
      'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  );
}

function canonicalRequest({ method, url, headers, bodyHash }: SignedRequest, signedHeaders: readonly string[]): string {
  const questionMark = url.indexOf('?');
  const path = questionMark < 0 ? url : url.slice(0, questionMark);
  const query = questionMark < 0 ? '' : url.slice(questionMark + 1);
  return [
    method,
    path.split('/').map(escape).join('/'),
    canonicalQuery(query),
    ...signedHeaders.map((name) => `${name}:${headerValue(headers[name])}`),
    '',
    signedHeaders.join(';'),
    bodyHash,
  ].join('\n');
}

/** Decodes as a form does, so that a bare `+` is a space: AWS's own clients sign their WebSocket address that way. */
function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .map(([name, value]) => [escape(name), escape(value)] as const)
    .sort(([name, value], [other, otherValue]) => compare(name, other) || compare(value, otherValue))
    .map((parameter) => parameter.join('='))
    .join('&');
}

/** By code points, as AWS sorts; a name before one that goes on after it, which "=" would not see to. */
function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function headerValue(value: string | string[] | undefined): string {
  return [value ?? ''].flat().join(',').trim().replace(/ +/g, ' ');
}

/** Percent-encodes everything but RFC 3986's unreserved characters. */
function escape(text: string): string {
  const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/[!'()*]/g, percent);
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function basicFormat(time: Date | number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function invalid(message: string): SignatureProblem {
  return { code: 'InvalidSignatureException', message };
}

function incomplete(message: string): SignatureProblem {
  return { code: 'IncompleteSignatureException', message };
}
