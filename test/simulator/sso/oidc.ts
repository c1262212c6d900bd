import type { Answer } from '../aws/protocol.ts';
import type { RestRequest, RestService } from '../aws/rest.ts';
import { OAuthError, serviceError } from './error.ts';
import { GRANTS, type IdentityCenter, type Registration } from './identity-center.ts';

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';
/** Where a browser may be sent back to: any port of this computer (RFC 8252, section 7.3). */
const CALLBACK = /^http:\/\/127\.0\.0\.1(?::\d+)?\/oauth\/callback$/;
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

/**
 * The sign-in of IAM Identity Center (https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference): programs that
 * register, devices that wait for their user, and browsers that are sent back with a code. What a user would press is
 * up to `IdentityCenter.decide`.
 */
export function ssoOidc(center: IdentityCenter): RestService {
  return {
    name: 'sso-oauth',
    errorBody: (error) => ({
      error: error instanceof OAuthError ? error.error : 'invalid_request',
      error_description: error.message,
    }),
    operations: [
      {
        name: 'RegisterClient',
        method: 'POST',
        path: '/client/register',
        perform: (request) => register(center, request),
      },
      {
        name: 'StartDeviceAuthorization',
        method: 'POST',
        path: '/device_authorization',
        perform: (request) => startDevice(center, request),
      },
      { name: 'CreateToken', method: 'POST', path: '/token', perform: (request) => createToken(center, request) },
      { name: 'Authorize', method: 'GET', path: '/authorize', perform: (request) => authorize(center, request) },
    ],
  };
}

function register(center: IdentityCenter, { input }: RestRequest): object {
  required(input.text('clientName'), 'clientName');
  if (required(input.text('clientType'), 'clientType') !== 'public') {
    throw serviceError('InvalidClientMetadataException', 'invalid_client_metadata', 'Invalid client type');
  }
  const grantTypes = input.texts('grantTypes') ?? [DEVICE, 'refresh_token'];
  const redirectUris = input.texts('redirectUris') ?? [];
  const issuerUrl = input.text('issuerUrl');
  if (grantTypes.some((grant) => !GRANTS.includes(grant))) {
    throw serviceError('UnsupportedGrantTypeException', 'unsupported_grant_type', 'Unsupported grant type');
  }
  if (grantTypes.includes('authorization_code')) {
    if (redirectUris.length === 0 || redirectUris.some((uri) => !CALLBACK.test(uri))) {
      throw serviceError('InvalidRedirectUriException', 'invalid_redirect_uri', 'Invalid redirect uri');
    }
    center.checkStartUrl(required(issuerUrl, 'issuerUrl'));
  }
  const { clientId, clientSecret, clientSecretExpiresAt } = center.register({
    scopes: input.texts('scopes') ?? [],
    grantTypes,
    redirectUris,
    issuerUrl,
  });
  return {
    clientId,
    clientSecret,
    clientIdIssuedAt: Math.floor(Date.now() / 1000),
    clientSecretExpiresAt: Math.floor(clientSecretExpiresAt),
  };
}

function startDevice(center: IdentityCenter, request: RestRequest): object {
  const registration = clientOf(center, request);
  center.checkStartUrl(required(request.input.text('startUrl'), 'startUrl'));
  refuseGrant(registration, DEVICE);
  const { userCode, deviceCode, interval, expiresAt } = center.startDevice(registration);
  const verificationUri = `http://${request.host}/device`;
  return {
    deviceCode,
    userCode,
    verificationUri,
    verificationUriComplete: `${verificationUri}?user_code=${userCode}`,
    expiresIn: Math.round(expiresAt - Date.now() / 1000),
    interval,
  };
}

function createToken(center: IdentityCenter, request: RestRequest): object {
  const { input } = request;
  const registration = clientOf(center, request);
  const grantType = required(input.text('grantType'), 'grantType');
  if (!GRANTS.includes(grantType)) {
    throw serviceError('UnsupportedGrantTypeException', 'unsupported_grant_type', 'Unsupported grant type');
  }
  refuseGrant(registration, grantType);
  switch (grantType) {
    case 'authorization_code':
      center.redeemCode(
        registration,
        required(input.text('code'), 'code'),
        required(input.text('redirectUri'), 'redirectUri'),
        required(input.text('codeVerifier'), 'codeVerifier'),
      );
      break;
    case 'refresh_token':
      center.redeemRefreshToken(registration, required(input.text('refreshToken'), 'refreshToken'));
      break;
    default:
      center.redeemDevice(registration, required(input.text('deviceCode'), 'deviceCode'));
  }
  return { ...center.grant(registration), tokenType: 'Bearer' };
}

/**
 * The page that a browser is sent to. It asks itself again until the user has decided, and then sends the browser back.
 * What is wrong with the program's own words is never sent to an address that it has not registered.
 */
function authorize(center: IdentityCenter, { query }: RestRequest): Answer {
  const known = center.page(query.get('request'));
  if (known !== undefined) {
    const { userCode, code, redirectUri, verdict } = known;
    const state = query.get('state') ?? '';
    return verdict === 'pending'
      ? waiting(userCode, state)
      : redirect(redirectUri, verdict === 'allowed' ? { code, state } : { error: 'access_denied', state });
  }
  const registration = center.publicClient(query.get('client_id') ?? '');
  const redirectUri = query.get('redirect_uri') ?? '';
  if (registration === undefined || !isRegistered(registration, redirectUri)) {
    return page(400, 'This program, or its redirect_uri, is not registered.');
  }
  const challenge = query.get('code_challenge') ?? '';
  const state = query.get('state') ?? '';
  if (
    query.get('response_type') !== 'code' ||
    query.get('code_challenge_method') !== 'S256' ||
    !CHALLENGE.test(challenge) ||
    state === '' ||
    !registration.grantTypes.includes('authorization_code')
  ) {
    return redirect(redirectUri, { error: 'invalid_request', state });
  }
  return waiting(center.startCode(registration, redirectUri, challenge).userCode, state);
}

function isRegistered({ redirectUris }: Registration, redirectUri: string): boolean {
  return CALLBACK.test(redirectUri) && redirectUris.includes(redirectUri.replace(/^(http:\/\/127\.0\.0\.1):\d+/, '$1'));
}

function waiting(request: string, state: string): Answer {
  const again = `/authorize?${new URLSearchParams({ request, state }).toString()}`;
  return page(200, `Waiting for the user to decide about ${request}.`, { refresh: `1; url=${again}` });
}

function redirect(to: string, parameters: Readonly<Record<string, string>>): Answer {
  return {
    ...page(302, ''),
    headers: { location: `${to}?${new URLSearchParams(parameters).toString()}` },
  };
}

function page(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, contentType: 'text/plain; charset=utf-8', body, headers };
}

function clientOf(center: IdentityCenter, { input }: RestRequest): Registration {
  return center.client(
    required(input.text('clientId'), 'clientId'),
    required(input.text('clientSecret'), 'clientSecret'),
  );
}

function refuseGrant({ grantTypes }: Registration, grant: string): void {
  if (!grantTypes.includes(grant)) {
    throw serviceError('UnauthorizedClientException', 'unauthorized_client', 'The client has not registered for this');
  }
}

function required(value: string | undefined, name: string): string {
  if (value === undefined || value === '') {
    throw serviceError('InvalidRequestException', 'invalid_request', `Missing ${name}`);
  }
  return value;
}
