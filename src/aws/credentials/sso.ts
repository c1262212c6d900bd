import { GetRoleCredentialsCommand, SSOClient } from '@aws-sdk/nested-clients/sso';
import { CreateTokenCommand, SSOOIDCClient } from '@aws-sdk/nested-clients/sso-oidc';
import { clientConfig } from '../configuration/client-config.ts';
import { NoAnswer } from '../limits.ts';
import type { Inquiry } from './inquiry.ts';
import type { Keys, SsoSource } from './source.ts';
import { cachePath, keep, readToken, type Token } from './sso-token.ts';

/** Milliseconds before its end at which a token is renewed, as in the SDKs. */
const RENEW_BEFORE = 5 * 60_000;

/** That the user has to sign in to IAM Identity Center. */
export class SignInNeeded extends Error {
  /** Which has the sign-in; of a role that is assumed, the profile at the bottom. */
  readonly profile: string;
  /** Whether there was a sign-in before. */
  readonly wasSignedIn: boolean;

  constructor(profile: string, reason: string, wasSignedIn = true) {
    super(`IAM Identity Center: ${reason}`);
    this.name = 'SignInNeeded';
    this.profile = profile;
    this.wasSignedIn = wasSignedIn;
  }
}

/**
 * The keys of the role that a user has in IAM Identity Center, asked for in the region of the sign-in. Rejects with a
 * {@link SignInNeeded}, or with the SDK's error.
 */
export async function roleOfUser(source: SsoSource, inquiry: Inquiry): Promise<Keys> {
  const accessToken = await validToken(source, inquiry);
  const client = new SSOClient(clientConfig(inquiry.configuration, 'sso', source.region, inquiry.requests));
  const { accountId, roleName } = source;
  const { roleCredentials } = await client
    .send(new GetRoleCredentialsCommand({ accountId, roleName, accessToken }), { abortSignal: inquiry.signal })
    .catch((error: unknown) => {
      // An administrator, or `aws sso logout` elsewhere, has ended it.
      throw error instanceof Error && error.name === 'UnauthorizedException'
        ? new SignInNeeded(source.profile, 'the sign-in was ended')
        : error;
    });
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = roleCredentials ?? {};
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new Error('IAM Identity Center answered without keys.');
  }
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(expiration !== undefined && { expiration: new Date(expiration) }),
  };
}

async function validToken(source: SsoSource, inquiry: Inquiry): Promise<string> {
  const path = cachePath(source.session ?? source.startUrl, inquiry.configuration.environment);
  const token = await readToken(path);
  if (token === undefined) {
    throw new SignInNeeded(source.profile, 'there is no sign-in', false);
  }
  const left = Date.parse(token.expiresAt) - Date.now();
  if (left > RENEW_BEFORE) {
    return token.accessToken;
  }
  try {
    const renewed = await renew(token, source, inquiry);
    keepToken(path, renewed);
    return renewed.accessToken;
  } catch (error) {
    inquiry.signal.throwIfAborted();
    if (left > 0) {
      return token.accessToken;
    }
    throw error instanceof NoAnswer
      ? error
      : new SignInNeeded(
          source.profile,
          `the sign-in has expired and is not renewed (${error instanceof Error ? error.name : 'unknown'})`,
        );
  }
}

async function renew(
  token: Token,
  { profile, session, region }: SsoSource,
  { configuration, requests, signal }: Inquiry,
): Promise<Token> {
  const { clientId, clientSecret, refreshToken } = token;
  if (
    session === undefined ||
    typeof clientId !== 'string' ||
    typeof clientSecret !== 'string' ||
    typeof refreshToken !== 'string'
  ) {
    throw new SignInNeeded(profile, 'the sign-in cannot be renewed');
  }
  const client = new SSOOIDCClient(clientConfig(configuration, 'sso_oidc', region, requests));
  const answer = await client.send(
    new CreateTokenCommand({ clientId, clientSecret, refreshToken, grantType: 'refresh_token' }),
    { abortSignal: signal },
  );
  if (answer.accessToken === undefined || answer.expiresIn === undefined) {
    throw new SignInNeeded(profile, 'the sign-in was not renewed');
  }
  const expiresAt = new Date(Date.now() + answer.expiresIn * 1000).toISOString();
  return { ...token, accessToken: answer.accessToken, expiresAt, refreshToken: answer.refreshToken ?? refreshToken };
}

/** What cannot be kept is used all the same: the next one asks anew. */
function keepToken(path: string, token: Token): void {
  try {
    keep(path, token);
  } catch {
    // The folder cannot be written, for example.
  }
}
