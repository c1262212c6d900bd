import { readFailure } from '../errors/failure.ts';

/** That a question to IAM Identity Center failed; the cause says how. It tells such errors from the user's own word. */
export class OidcFailure extends Error {
  /** The API's own name for the call. */
  readonly operation: string;
  /** AWS's name for the error. */
  readonly code: string;
  /** Whether it was answered, and not with an error of AWS's own. */
  readonly isAnswered: boolean;

  constructor(operation: string, cause: unknown) {
    super(`${operation} failed.`, { cause });
    this.name = 'OidcFailure';
    this.operation = operation;
    const { name, status } = readFailure(cause);
    this.code = name;
    this.isAnswered = status !== undefined && status < 500;
  }
}
