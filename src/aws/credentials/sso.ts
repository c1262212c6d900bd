import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetRoleCredentialsCommand, SSOClient } from '@aws-sdk/nested-clients/sso';
import { CreateTokenCommand, SSOOIDCClient } from '@aws-sdk/nested-clients/sso-oidc';
import { replaceFile } from '../../replace-file.ts';
import { clientConfig } from '../configuration/client-config.ts';
import { homeOf } from '../configuration/files.ts';
import { NoAnswer } from '../limits.ts';
import type { Inquiry } from './inquiry.ts';
import type { Keys, SsoSource } from './source.ts';

/** Milliseconds before its end at which a token is renewed, as in the SDKs. */
const RENEW_BEFORE = 5 * 60_000;

/** That the user has to sign in to IAM Identity Center. */
export class SignInNeeded extends Error {
  constructor(reason: string) {
    super(`IAM Identity Center: ${reason}`);
    this.name = 'SignInNeeded';
  }
}

/** What `aws sso login` writes. All of it is secret but the dates. */
interface Token {
  readonly accessToken: string;
  readonly expiresAt: string;
  readonly refreshToken?: unknown;
  readonly clientId?: unknown;
  readonly clientSecret?: unknown;
  readonly registrationExpiresAt?: unknown;
}

/**
 * The keys of the role that a user has in IAM Identity Center, asked for in the region of the sign-in. Rejects with a
 * {@link SignInNeeded}, or with the SDK's error.
 */
export async function roleOfUser(source: SsoSource, inquiry: Inquiry): Promise<Keys> {
  const accessToken = await validToken(source, inquiry);
  const client = new SSOClient(clientConfig(inquiry.configuration, 'sso', source.region, inquiry.requests));
  const { roleCredentials } = await client.send(
    new GetRoleCredentialsCommand({ accountId: source.accountId, roleName: source.roleName, accessToken }),
    {
      abortSignal: inquiry.signal,
    },
  );
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
  const path = tokenPath(source, inquiry);
  const token = await readToken(path);
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
          `the sign-in has expired and is not renewed (${error instanceof Error ? error.name : 'unknown'})`,
        );
  }
}

/**
 * Both programs share one sign-in: the name of the file is that of the AWS CLI (botocore, utils.py, `SSOTokenLoader`).
 */
function tokenPath({ session, startUrl }: SsoSource, { configuration }: Inquiry): string {
  const name = createHash('sha1')
    .update(session ?? startUrl)
    .digest('hex');
  return join(homeOf(configuration.environment), '.aws', 'sso', 'cache', `${name}.json`);
}

async function readToken(path: string): Promise<Token> {
  const token = await readFile(path, 'utf8')
    .then((contents) => JSON.parse(contents) as Partial<Token> | null)
    .catch(() => undefined);
  const { accessToken, expiresAt } = token ?? {};
  if (typeof accessToken !== 'string' || typeof expiresAt !== 'string' || Number.isNaN(Date.parse(expiresAt))) {
    throw new SignInNeeded('there is no sign-in');
  }
  return { ...token, accessToken, expiresAt };
}

async function renew(
  token: Token,
  { session, region }: SsoSource,
  { configuration, requests, signal }: Inquiry,
): Promise<Token> {
  const { clientId, clientSecret, refreshToken } = token;
  if (
    session === undefined ||
    typeof clientId !== 'string' ||
    typeof clientSecret !== 'string' ||
    typeof refreshToken !== 'string'
  ) {
    throw new SignInNeeded('the sign-in cannot be renewed');
  }
  const client = new SSOOIDCClient(clientConfig(configuration, 'sso_oidc', region, requests));
  const answer = await client.send(
    new CreateTokenCommand({ clientId, clientSecret, refreshToken, grantType: 'refresh_token' }),
    { abortSignal: signal },
  );
  if (answer.accessToken === undefined || answer.expiresIn === undefined) {
    throw new SignInNeeded('the sign-in was not renewed');
  }
  const expiresAt = new Date(Date.now() + answer.expiresIn * 1000).toISOString();
  return { ...token, accessToken: answer.accessToken, expiresAt, refreshToken: answer.refreshToken ?? refreshToken };
}

/**
 * Whole, so that another program never reads half of it. What cannot be kept is used all the same: the next one asks
 * anew.
 */
function keepToken(path: string, token: Token): void {
  try {
    replaceFile(path, JSON.stringify(token), { isPrivate: true });
  } catch {
    // The folder cannot be written, for example.
  }
}
