import { codeOf } from '../../network-problem.ts';
import { readable } from '../redact.ts';

/** What an error of the SDK, of AWS or of Node tells; of whatever shape it is. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  /** Node's code for a failed connection. */
  readonly code: string | undefined;
  /** Of the answer, if there was one. */
  readonly status: number | undefined;
  /** Each answer of AWS has one. */
  readonly requestId: string | undefined;
}

export function readFailure(error: unknown): Failure {
  if (typeof error !== 'object' || error === null) {
    return {
      name: 'Error',
      message: readable(String(error)),
      code: undefined,
      status: undefined,
      requestId: undefined,
    };
  }
  const fields = error as {
    name?: unknown;
    message?: unknown;
    $metadata?: { httpStatusCode?: number; requestId?: string };
  };
  return {
    name: typeof fields.name === 'string' ? fields.name : 'Error',
    message: typeof fields.message === 'string' ? readable(fields.message) : '',
    code: codeOf(error),
    status: fields.$metadata?.httpStatusCode,
    requestId: fields.$metadata?.requestId,
  };
}
