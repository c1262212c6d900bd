import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import type { Invitation, SignInOptions, SignIns, SsoPlan } from '../api/sign-in.ts';
import { certificates } from '../configuration/certificates.ts';
import { Configuration } from '../configuration/configuration.ts';
import { cachePath, keep, readKept } from '../credentials/sso-token.ts';
import { describeForLog } from '../errors/log.ts';
import { toProblem } from '../errors/to-problem.ts';
import { HttpRequests } from '../http.ts';
import { LIMITS } from '../limits.ts';
import { isLoopback } from '../loopback.ts';
import { signInWithCode } from './authorization-code.ts';
import { Callback } from './callback.ts';
import { signInWithDevice } from './device.ts';
import { OidcFailure } from './failure.ts';
import { type IssuedToken, Oidc, type Registration } from './oidc.ts';
import { planSignIn } from './plan.ts';
import { registrationFor } from './registrations.ts';

/** See `SignIns` in api/sign-in.ts. */
export const signIns: SignIns = {
  plan: async (profile) => planSignIn(await read(profile)),
  signIn,
};

async function signIn(plan: SsoPlan, options: SignInOptions): Promise<void> {
  const configuration = await read(plan.profile);
  const requests = new HttpRequests({ limits: LIMITS, ca: await certificates(configuration) });
  try {
    await new SignIn(plan, options, configuration, requests).run();
  } finally {
    requests.destroy();
  }
}

function read(profile: string | undefined): Promise<Configuration> {
  return Configuration.read({ profile, region: undefined, endpoint: undefined });
}

/** One sign-in, from the first question to what is kept of it. */
class SignIn {
  readonly #plan: SsoPlan;
  readonly #options: SignInOptions;
  readonly #configuration: Configuration;
  readonly #oidc: Oidc;

  constructor(plan: SsoPlan, options: SignInOptions, configuration: Configuration, requests: HttpRequests) {
    this.#plan = plan;
    this.#options = options;
    this.#configuration = configuration;
    this.#oidc = new Oidc(configuration, plan.region, requests);
  }

  async run(): Promise<void> {
    const { signal, log } = this.#options;
    try {
      await this.#attempt(false).catch((error: unknown) => {
        // A registration that was kept, and that AWS has forgotten since.
        if (error instanceof OidcFailure && error.code === 'InvalidClientException') {
          return this.#attempt(true);
        }
        throw error;
      });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof OidcFailure)) {
        throw error;
      }
      log(`${error.operation}: ${describeForLog(error.cause)}`);
      throw toProblem(error.cause, {
        operation: error.operation,
        service: 'sso-oauth',
        resource: this.#plan.startUrl,
        host: this.#oidc.endpoint.host,
        profile: this.#plan.profile,
        credentials: 'sso',
        region: this.#plan.region,
      });
    }
  }

  /** `anew` with a new registration. */
  async #attempt(anew: boolean): Promise<void> {
    const { hasCallback, log } = this.#options;
    // Without a session the AWS CLI, too, has only the device's way.
    if (hasCallback && this.#plan.session !== undefined) {
      const state = randomBytes(16).toString('base64url');
      const callback = await Callback.open(state).catch((error: unknown) => {
        log(`no callback: ${describeForLog(error)}`);
        return undefined;
      });
      if (callback !== undefined) {
        await using open = callback;
        await this.#withCode(open, state, anew);
        return;
      }
    }
    await this.#withDevice(anew);
  }

  async #withCode(callback: Callback, state: string, anew: boolean): Promise<void> {
    const registration = await this.#registration('code', anew);
    const { scopes } = this.#plan;
    const flow = { oidc: this.#oidc, registration, scopes, callback, state, invite: this.#invite };
    await this.#keep(registration, await signInWithCode({ ...flow, signal: this.#options.signal }));
  }

  async #withDevice(anew: boolean): Promise<void> {
    const registration = await this.#registration('device', anew);
    const { startUrl } = this.#plan;
    const flow = { service: this.#oidc, registration, startUrl, invite: this.#invite, wait };
    await this.#keep(registration, await signInWithDevice({ ...flow, signal: this.#options.signal }));
  }

  #registration(way: 'code' | 'device', anew: boolean): Promise<Registration> {
    const { environment } = this.#configuration;
    return registrationFor(
      way,
      { oidc: this.#oidc, plan: this.#plan, environment, signal: this.#options.signal },
      anew,
    );
  }

  readonly #invite = async (invitation: Invitation): Promise<void> => {
    refuseAddress(invitation.url, this.#oidc.endpoint);
    await this.#options.invite(invitation);
    this.#options.signal.throwIfAborted();
  };

  /** Beside what others have written there; but nothing of an older sign-in may seem to belong to this one. */
  async #keep(registration: Registration, { accessToken, expiresIn, refreshToken }: IssuedToken): Promise<void> {
    const { session, startUrl, region } = this.#plan;
    this.#options.signal.throwIfAborted();
    const path = cachePath(session ?? startUrl, this.#configuration.environment);
    const { refreshToken: _old, ...others } = (await readKept(path)) ?? {};
    try {
      keep(path, {
        ...others,
        startUrl,
        region,
        accessToken,
        expiresAt: inSeconds(Date.now() + expiresIn * 1000),
        clientId: registration.clientId,
        clientSecret: registration.clientSecret,
        registrationExpiresAt: inSeconds(registration.expiresAt),
        ...(refreshToken !== undefined && { refreshToken }),
      });
    } catch (error) {
      throw new Problem(
        'sign-in/not-kept',
        sentence('You are signed in, but the sign-in cannot be saved in {0}.', path),
        sentence('Check the permissions of the folder, then sign in again.'),
        error,
      );
    }
  }
}

/** As the AWS CLI writes times, which not every program reads with fractions of a second. */
function inSeconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

async function wait(delay: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(delay, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

/** Nothing but a page of the web may be opened; where something on this computer stands in for AWS, also its own. */
function refuseAddress(address: string, endpoint: URL): void {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isOwn = url?.protocol === 'http:' && isLoopback(url.hostname) && isLoopback(endpoint.hostname);
  if ((url?.protocol !== 'https:' && !isOwn) || url.username !== '' || url.password !== '') {
    throw new Problem(
      'sign-in/failed',
      sentence('IAM Identity Center answered with an address that is not safe to open.'),
      sentence('Check the endpoint that is set for it, then sign in again.'),
    );
  }
}
