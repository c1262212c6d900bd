import type { Invitation } from '../api/sign-in.ts';
import { OidcFailure } from './failure.ts';
import type { DeviceAuthorization, Grant, IssuedToken, Registration } from './oidc.ts';

/** Seconds by which to wait longer when the service asks for it (RFC 8628, section 3.5). */
const SLOWER_BY = 5;

export interface DeviceService {
  startDevice(registration: Registration, startUrl: string, signal: AbortSignal): Promise<DeviceAuthorization>;
  createToken(registration: Registration, grant: Grant, signal: AbortSignal): Promise<IssuedToken>;
}

export interface DeviceFlow {
  readonly service: DeviceService;
  readonly registration: Registration;
  readonly startUrl: string;
  readonly invite: (invitation: Invitation) => Promise<void>;
  /** Milliseconds. Rejects with the signal's reason. */
  readonly wait: (delay: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Signs in with a code that the user compares, while this asks again and again (RFC 8628). Rejects with an
 * {@link OidcFailure}, with the error of `invite`, or with the signal's reason.
 */
export async function signInWithDevice({
  service,
  registration,
  startUrl,
  invite,
  wait,
  signal,
}: DeviceFlow): Promise<IssuedToken> {
  const { deviceCode, userCode, url, ...times } = await service.startDevice(registration, startUrl, signal);
  await invite({ url, userCode });
  const grant = { grantType: 'urn:ietf:params:oauth:grant-type:device_code', deviceCode } as const;
  let interval = Math.max(1, times.interval);
  let left = times.expiresIn;
  for (;;) {
    await wait(interval * 1000, signal);
    left -= interval;
    try {
      return await service.createToken(registration, grant, signal);
    } catch (error) {
      if (!(error instanceof OidcFailure)) {
        throw error;
      }
      if (error.code === 'SlowDownException') {
        interval += SLOWER_BY;
      } else if (error.code !== 'AuthorizationPendingException' && (error.isAnswered || left <= 0)) {
        // A network that is away for a moment is no answer: the user may still be in the browser.
        throw error;
      }
    }
  }
}
