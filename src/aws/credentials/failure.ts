import { english, type Text } from '../../text.ts';

/** That there are no credentials to ask with; the cause says why. It tells failed sign-ins from failed questions. */
export class CredentialsFailure extends Error {
  constructor(cause: unknown) {
    super('No credentials.', { cause });
    this.name = 'CredentialsFailure';
  }
}

/**
 * That a `credential_process` gave no credentials. Neither its command line nor what it printed is in it, since both
 * may be secret; only the program's name.
 */
export class ProcessFailure extends Error {
  /** What the program did. */
  readonly reason: Text;
  /** Which has the process. */
  readonly profile: string;

  constructor(reason: Text, profile: string) {
    super(`credential_process: ${english(reason)}`);
    this.name = 'ProcessFailure';
    this.reason = reason;
    this.profile = profile;
  }
}

/** That what `aws login` gave to a profile is of no use any more; the message is the SDK's. */
export class LoginFailure extends Error {
  readonly profile: string;

  constructor(profile: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'LoginFailure';
    this.profile = profile;
  }
}
