import type { MfaCode } from '../api/aws.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { HttpRequests } from '../http.ts';
import type { Limits } from '../limits.ts';

/** What it takes to get credentials from a source. */
export interface Inquiry {
  readonly configuration: Configuration;
  /** Where the clusters are, and where roles are assumed. */
  readonly region: string;
  readonly requests: HttpRequests;
  readonly limits: Limits;
  readonly mfaCode: MfaCode;
  /** Nobody waits for them any more. */
  readonly signal: AbortSignal;
}
