import { createHash, randomBytes } from 'node:crypto';
import type { Invitation } from '../api/sign-in.ts';
import type { Callback } from './callback.ts';
import type { IssuedToken, Oidc, Registration } from './oidc.ts';

export interface CodeFlow {
  readonly oidc: Pick<Oidc, 'endpoint' | 'createToken'>;
  readonly registration: Registration;
  readonly scopes: readonly string[];
  readonly callback: Pick<Callback, 'redirectUri' | 'code'>;
  /** Which the callback expects. */
  readonly state: string;
  readonly invite: (invitation: Invitation) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Signs in with a browser that is sent back to this computer with a code, which is good only with a secret that never
 * leaves this program (RFC 6749, section 4.1, with RFC 7636). The address is the one that the AWS CLI opens. Rejects
 * with an {@link OidcFailure}, with the error of `invite`, or with the signal's reason.
 */
export async function signInWithCode({
  oidc,
  registration,
  scopes,
  callback,
  state,
  invite,
  signal,
}: CodeFlow): Promise<IssuedToken> {
  const codeVerifier = randomBytes(32).toString('base64url');
  const { redirectUri } = callback;
  const url = new URL(oidc.endpoint);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/authorize`;
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: registration.clientId,
    redirect_uri: redirectUri,
    state,
    code_challenge_method: 'S256',
    scopes: scopes.join(','),
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
  }).toString();
  await invite({ url: url.href, userCode: undefined });
  const code = await callback.code(signal);
  return oidc.createToken(registration, { grantType: 'authorization_code', code, redirectUri, codeVerifier }, signal);
}
