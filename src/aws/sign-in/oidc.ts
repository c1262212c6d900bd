import { CreateTokenCommand, SSOOIDCClient } from '@aws-sdk/nested-clients/sso-oidc';
import { HttpRequest } from '@smithy/core/protocols';
import { clientConfig } from '../configuration/client-config.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { HttpRequests } from '../http.ts';
import { OidcFailure } from './failure.ts';

/** What a program is registered as. */
export interface Registration {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** A request that waits for its user. */
export interface DeviceAuthorization {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly url: string;
  /** Seconds from now on. */
  readonly expiresIn: number;
  /** Seconds between two questions for the token. */
  readonly interval: number;
}

export interface IssuedToken {
  readonly accessToken: string;
  /** Seconds from now on. */
  readonly expiresIn: number;
  readonly refreshToken: string | undefined;
}

/** What is given for a token. */
export type Grant =
  | { readonly grantType: 'urn:ietf:params:oauth:grant-type:device_code'; readonly deviceCode: string }
  | {
      readonly grantType: 'authorization_code';
      readonly code: string;
      readonly redirectUri: string;
      readonly codeVerifier: string;
    };

/** Seconds between two questions where the service says nothing (RFC 8628, section 3.2). */
const INTERVAL = 5;

/**
 * IAM Identity Center's sign-in in one region. Each question rejects with an {@link OidcFailure}.
 * https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference
 */
export class Oidc {
  readonly #client: SSOOIDCClient;
  readonly #requests: HttpRequests;
  /** Where the service is: its own address, or the one that the configuration has in its place. */
  readonly endpoint: URL;

  /** Throws a `Problem` where the endpoint cannot be used. */
  constructor(configuration: Configuration, region: string, requests: HttpRequests) {
    const config = clientConfig(configuration, 'sso_oidc', region, requests);
    this.#requests = requests;
    this.#client = new SSOOIDCClient(config);
    this.endpoint =
      config.endpoint === undefined
        ? this.#client.config.endpointProvider({
            Region: region,
            UseFIPS: config.useFipsEndpoint,
            UseDualStack: config.useDualstackEndpoint,
          }).url
        : new URL(config.endpoint);
  }

  register(about: object, signal: AbortSignal): Promise<Registration> {
    return asked('RegisterClient', signal, async () => {
      const answer = await this.#post('client/register', about, signal);
      return {
        clientId: text(answer, 'clientId'),
        clientSecret: text(answer, 'clientSecret'),
        expiresAt: number(answer, 'clientSecretExpiresAt') * 1000,
      };
    });
  }

  startDevice(
    { clientId, clientSecret }: Registration,
    startUrl: string,
    signal: AbortSignal,
  ): Promise<DeviceAuthorization> {
    return asked('StartDeviceAuthorization', signal, async () => {
      const answer = await this.#post('device_authorization', { clientId, clientSecret, startUrl }, signal);
      const complete = answer['verificationUriComplete'];
      return {
        deviceCode: text(answer, 'deviceCode'),
        userCode: text(answer, 'userCode'),
        url: typeof complete === 'string' ? complete : text(answer, 'verificationUri'),
        expiresIn: number(answer, 'expiresIn'),
        interval: typeof answer['interval'] === 'number' ? answer['interval'] : INTERVAL,
      };
    });
  }

  createToken({ clientId, clientSecret }: Registration, grant: Grant, signal: AbortSignal): Promise<IssuedToken> {
    return asked('CreateToken', signal, async () => {
      const { accessToken, expiresIn, refreshToken } = await this.#client.send(
        new CreateTokenCommand({ clientId, clientSecret, ...grant }),
        { abortSignal: signal },
      );
      if (accessToken === undefined || expiresIn === undefined) {
        throw notUnderstood('accessToken');
      }
      return { accessToken, expiresIn, refreshToken };
    });
  }

  /** The SDK has the one call that renews sign-ins; those that begin one are not in it. None of them is signed. */
  async #post(path: string, input: object, abortSignal: AbortSignal): Promise<Readonly<Record<string, unknown>>> {
    const { protocol, hostname, port, host, pathname } = this.endpoint;
    const request = new HttpRequest({
      method: 'POST',
      protocol,
      hostname,
      ...(port !== '' && { port: Number(port) }),
      path: `${pathname.replace(/\/$/, '')}/${path}`,
      headers: { host, 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(input),
    });
    const { response } = await this.#requests.handle(request, { abortSignal });
    const body = read(Buffer.from(response.body as Uint8Array).toString('utf8'));
    if (response.statusCode !== 200) {
      throw failureOf(response.statusCode, response.headers, body);
    }
    return body;
  }
}

async function asked<Answer>(operation: string, signal: AbortSignal, question: () => Promise<Answer>): Promise<Answer> {
  try {
    return await question();
  } catch (error) {
    signal.throwIfAborted();
    throw new OidcFailure(operation, error);
  }
}

/** An answer that is not JSON says nothing. */
function read(body: string): Readonly<Record<string, unknown>> {
  try {
    const answer: unknown = JSON.parse(body);
    return typeof answer === 'object' && answer !== null ? (answer as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

/** An error as the SDK makes it, so that it is explained as all others are. */
function failureOf(
  httpStatusCode: number,
  headers: Readonly<Record<string, string>>,
  body: Readonly<Record<string, unknown>>,
): Error {
  const said = headers['x-amzn-errortype'] ?? body['__type'];
  const name = typeof said === 'string' ? (said.split(':')[0]?.split('#').at(-1) ?? '') : '';
  const message = body['error_description'] ?? body['message'];
  return Object.assign(new Error(typeof message === 'string' ? message : ''), {
    name: name === '' ? 'Error' : name,
    $metadata: { httpStatusCode, requestId: headers['x-amzn-requestid'] ?? headers['x-amz-request-id'] },
  });
}

function text(answer: Readonly<Record<string, unknown>>, name: string): string {
  const value = answer[name];
  if (typeof value !== 'string' || value === '') {
    throw notUnderstood(name);
  }
  return value;
}

function number(answer: Readonly<Record<string, unknown>>, name: string): number {
  const value = answer[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw notUnderstood(name);
  }
  return value;
}

function notUnderstood(name: string): Error {
  return new Error(`IAM Identity Center answered without ${name}.`);
}
