/** That there are no credentials to ask with; the cause says why. It tells failed sign-ins from failed questions. */
export class CredentialsFailure extends Error {
  constructor(cause: unknown) {
    super('No credentials.', { cause });
    this.name = 'CredentialsFailure';
  }
}

/**
 * That a `credential_process` gave no credentials. Neither its command nor what it printed is in it: both may be
 * secret.
 */
export class ProcessFailure extends Error {
  constructor(reason: string) {
    super(`credential_process: ${reason}`);
    this.name = 'ProcessFailure';
  }
}
