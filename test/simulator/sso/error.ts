import { AwsError } from '../aws/error.ts';

/** An error of OAuth, which AWS gives both names: its own and that of RFC 6749 or RFC 8628. */
export class OAuthError extends AwsError {
  readonly error: string;

  constructor(code: string, error: string, message: string, status: number) {
    super(code, message, status);
    this.error = error;
  }
}

export function serviceError(code: string, error: string, message: string, status = 400): OAuthError {
  return new OAuthError(code, error, message, status);
}
