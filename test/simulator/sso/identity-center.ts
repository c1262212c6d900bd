import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../aws/error.ts';
import { serviceError } from './error.ts';

/** Seconds for which a registration of a client is good: 90 days. */
const REGISTERED_FOR = 90 * 86_400;
/** Seconds for which a request to sign in waits for its user. */
const WAITS_FOR = 600;
/** Seconds by which a client that asks too often must wait longer (RFC 8628, section 3.5). */
const SLOWER_BY = 5;
const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';

/** What a program is registered as. */
export interface Registration {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Seconds since 1970. */
  readonly clientSecretExpiresAt: number;
  readonly scopes: readonly string[];
  readonly grantTypes: readonly string[];
  readonly redirectUris: readonly string[];
  readonly issuerUrl: string | undefined;
}

/** What the user has said to a request to sign in. */
export type Verdict = 'pending' | 'allowed' | 'denied';

/** A program that asks to be let in, until its user has said so. */
export interface SignInRequest {
  /** The code that the user compares; of a request in a browser, its own name. */
  readonly userCode: string;
  readonly registration: Registration;
  /** Seconds since 1970. */
  expiresAt: number;
  verdict: Verdict;
  isUsed: boolean;
}

interface DeviceRequest extends SignInRequest {
  readonly deviceCode: string;
  /** Seconds to wait between two questions. */
  interval: number;
  askedAt: number;
}

/** A request in a browser (RFC 6749, section 4.1), with its challenge (RFC 7636). */
export interface CodeRequest extends SignInRequest {
  readonly code: string;
  readonly redirectUri: string;
  readonly challenge: string;
}

interface Grant {
  readonly expiresAt: number;
  readonly registration: Registration;
}

/** An instance of IAM Identity Center: who is registered, who asks to be let in, and the tokens that are good. */
export class IdentityCenter {
  /** Where its users begin. */
  startUrl = 'https://corp.awsapps.com/start';
  /** Seconds that a program has to wait between two questions for its token. */
  interval = 1;
  /** Seconds for which a token is good. */
  tokenLasts = 8 * 3600;
  /** Another region, where the instance of {@link startUrl} really is; undefined where it is here. */
  elsewhere: string | undefined;
  /** Roles of the user, as `<account>/<name of the role>`. */
  readonly roles: Set<string>;
  readonly #onSecret: (secret: string) => void;
  readonly #registrations = new Map<string, Registration>();
  readonly #devices = new Map<string, DeviceRequest>();
  readonly #codes = new Map<string, CodeRequest>();
  readonly #tokens = new Map<string, Grant>();
  readonly #refreshTokens = new Map<string, Registration>();

  /** `onSecret` hears of all that is given out for one program alone. */
  constructor(account: string, onSecret: (secret: string) => void = () => undefined) {
    this.roles = new Set([`${account}/Engineer`]);
    this.#onSecret = onSecret;
  }

  /** All requests to sign in, the oldest first. */
  get requests(): readonly SignInRequest[] {
    return [...this.#devices.values(), ...this.#codes.values()];
  }

  /** A request in a browser, by the name of its page. */
  page(userCode: string | null): CodeRequest | undefined {
    return [...this.#codes.values()].find((each) => each.userCode === userCode);
  }

  /** The user's word on a request, by its code. Throws where there is none. */
  decide(userCode: string, verdict: Verdict): void {
    this.#request(userCode).verdict = verdict;
  }

  /** Lets a request run out before its user has said anything. */
  expire(userCode: string): void {
    this.#request(userCode).expiresAt = 0;
  }

  /** Ends all sign-ins, as an administrator does: no token is good any more, and none is renewed. */
  signOut(): void {
    this.#tokens.clear();
    this.#refreshTokens.clear();
  }

  /** Forgets who is registered. */
  forgetClients(): void {
    this.#registrations.clear();
  }

  register(wanted: Pick<Registration, 'scopes' | 'grantTypes' | 'redirectUris' | 'issuerUrl'>): Registration {
    const registration = {
      ...wanted,
      clientId: randomBytes(16).toString('base64url'),
      clientSecret: this.#secret(48),
      clientSecretExpiresAt: now() + REGISTERED_FOR,
    };
    this.#registrations.set(registration.clientId, registration);
    return registration;
  }

  /** The program by its id and its secret. */
  client(clientId: string, clientSecret: string): Registration {
    const registration = this.#registrations.get(clientId);
    if (
      registration === undefined ||
      !isSame(registration.clientSecret, clientSecret) ||
      registration.clientSecretExpiresAt <= now()
    ) {
      throw serviceError('InvalidClientException', 'invalid_client', 'Invalid client provided', 401);
    }
    return registration;
  }

  /** The program by its id alone, as a browser names it. */
  publicClient(clientId: string): Registration | undefined {
    return this.#registrations.get(clientId);
  }

  /** Refuses a start URL that is not this instance's. */
  checkStartUrl(startUrl: string): void {
    if (this.elsewhere !== undefined) {
      throw new AwsError('InvalidRequestRegionException', `Use the endpoint in ${this.elsewhere}.`);
    }
    if (startUrl.replace(/[/#]+$/, '') !== this.startUrl) {
      throw serviceError('InvalidRequestException', 'invalid_request', 'Invalid start url provided');
    }
  }

  startDevice(registration: Registration): DeviceRequest {
    const request: DeviceRequest = {
      userCode: newUserCode(),
      deviceCode: this.#secret(32),
      registration,
      interval: this.interval,
      expiresAt: now() + WAITS_FOR,
      askedAt: -Infinity,
      verdict: 'pending',
      isUsed: false,
    };
    this.#devices.set(request.deviceCode, request);
    return request;
  }

  startCode(registration: Registration, redirectUri: string, challenge: string): CodeRequest {
    const request: CodeRequest = {
      userCode: newUserCode(),
      code: this.#secret(32),
      registration,
      redirectUri,
      challenge,
      expiresAt: now() + WAITS_FOR,
      verdict: 'pending',
      isUsed: false,
    };
    this.#codes.set(request.code, request);
    return request;
  }

  /** The request of a device, where its program may have its token now. */
  redeemDevice(registration: Registration, deviceCode: string): void {
    const request = this.#devices.get(deviceCode);
    if (request === undefined || request.isUsed || request.registration !== registration) {
      throw serviceError('InvalidGrantException', 'invalid_grant', 'Invalid device code provided');
    }
    if (request.expiresAt <= now()) {
      throw serviceError('ExpiredTokenException', 'expired_token', 'Device code expired');
    }
    if (request.verdict === 'denied') {
      throw serviceError('AccessDeniedException', 'access_denied', 'The user refused.');
    }
    const since = now() - request.askedAt;
    request.askedAt = now();
    if (request.verdict === 'pending') {
      // A tenth of a second is the network's.
      if (since < request.interval - 0.1) {
        request.interval += SLOWER_BY;
        throw serviceError('SlowDownException', 'slow_down', 'Too many requests');
      }
      throw serviceError('AuthorizationPendingException', 'authorization_pending', 'Authorization pending');
    }
    request.isUsed = true;
  }

  redeemCode(registration: Registration, code: string, redirectUri: string, verifier: string): void {
    const request = this.#codes.get(code);
    const isRight =
      request !== undefined &&
      !request.isUsed &&
      request.verdict === 'allowed' &&
      request.registration === registration &&
      request.redirectUri === redirectUri &&
      request.expiresAt > now() &&
      isSame(request.challenge, createHash('sha256').update(verifier).digest('base64url'));
    if (request !== undefined) {
      // A second try with another verifier gets nothing (RFC 6749, section 4.1.2).
      request.isUsed = true;
    }
    if (!isRight) {
      throw serviceError('InvalidGrantException', 'invalid_grant', 'Invalid authorization code provided');
    }
  }

  /** A refresh token is good once. */
  redeemRefreshToken(registration: Registration, refreshToken: string): void {
    if (this.#refreshTokens.get(refreshToken) !== registration) {
      throw serviceError('InvalidGrantException', 'invalid_grant', 'Invalid refresh token provided');
    }
    this.#refreshTokens.delete(refreshToken);
  }

  /** A token, and another to renew it with where the program is registered for that. */
  grant(registration: Registration): {
    readonly accessToken: string;
    readonly expiresIn: number;
    readonly refreshToken?: string;
  } {
    const accessToken = this.#secret(64);
    this.#tokens.set(accessToken, { registration, expiresAt: now() + this.tokenLasts });
    if (registration.scopes.length === 0) {
      return { accessToken, expiresIn: this.tokenLasts };
    }
    const refreshToken = this.#secret(64);
    this.#refreshTokens.set(refreshToken, registration);
    return { accessToken, expiresIn: this.tokenLasts, refreshToken };
  }

  /** Whether a token is good. */
  knows(accessToken: string): boolean {
    return (this.#tokens.get(accessToken)?.expiresAt ?? 0) > now();
  }

  #request(userCode: string): SignInRequest {
    const request = this.requests.find((each) => each.userCode === userCode);
    if (request === undefined) {
      throw new Error(`Nobody signs in with the code ${userCode}.`);
    }
    return request;
  }

  #secret(bytes: number): string {
    const secret = randomBytes(bytes).toString('base64url');
    this.#onSecret(secret);
    return secret;
  }
}

/** Grants that a program may be registered for; without a word, all but that of a browser. */
export const GRANTS: readonly string[] = [DEVICE, 'authorization_code', 'refresh_token'];

function now(): number {
  return Date.now() / 1000;
}

/** Four letters, twice. */
function newUserCode(): string {
  const letters = Array.from({ length: 8 }, () => 'BCDFGHJKLMNPQRSTVWXZ'.charAt(randomInt(20)));
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
}

function isSame(known: string, given: string): boolean {
  const [a, b] = [known, given].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
