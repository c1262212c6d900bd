import type { SsoPlan } from '../api/sign-in.ts';
import type { Environment } from '../configuration/files.ts';
import { cachePath, keep, readKept } from '../credentials/sso-token.ts';
import { REDIRECT_URI } from './callback.ts';
import type { Oidc, Registration } from './oidc.ts';

/** How the user signs in: programs are registered for one way. */
export type Way = 'device' | 'code';

/** Milliseconds before its end at which a registration is not used any more: it must outlast the sign-in. */
const MARGIN = 60 * 60_000;

export interface RegistrationParts {
  readonly oidc: Pick<Oidc, 'register'>;
  readonly plan: SsoPlan;
  readonly environment: Environment;
  readonly signal: AbortSignal;
}

/**
 * This program's registration: the one that is kept beside the sign-ins, as the AWS CLI keeps its own, or a new one.
 * `anew` where the kept one turned out to be of no use.
 */
export async function registrationFor(
  way: Way,
  { oidc, plan, environment, signal }: RegistrationParts,
  anew = false,
): Promise<Registration> {
  const { startUrl, region, scopes } = plan;
  const path = cachePath(JSON.stringify({ tool: 'ecs-exec', way, startUrl, region, scopes }), environment);
  const kept = anew ? undefined : await readKept(path);
  const { clientId, clientSecret, expiresAt } = kept ?? {};
  const end = typeof expiresAt === 'string' ? Date.parse(expiresAt) : NaN;
  if (typeof clientId === 'string' && typeof clientSecret === 'string' && end - Date.now() > MARGIN) {
    return { clientId, clientSecret, expiresAt: end };
  }
  const registration = await oidc.register(
    {
      clientName: 'Exec for Amazon ECS',
      clientType: 'public',
      ...(scopes.length > 0 && { scopes }),
      ...(way === 'code' && {
        grantTypes: ['authorization_code', 'refresh_token'],
        redirectUris: [REDIRECT_URI],
        issuerUrl: startUrl,
      }),
    },
    signal,
  );
  try {
    keep(path, { ...registration, expiresAt: new Date(registration.expiresAt).toISOString() });
  } catch {
    // The next sign-in registers anew; whether this one can be kept is said when it is.
  }
  return registration;
}
