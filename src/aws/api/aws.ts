import type { Problem } from '../../problem.ts';
import type { Limits } from '../limits.ts';
import type { Region } from '../regions.ts';
import type { Connection } from './connection.ts';
import type { Gateway } from './gateway.ts';
import type { SignIns } from './sign-in.ts';
import type { Timing } from './timing.ts';

/** The way to AWS. Its implementation loads the SDK, so it is itself loaded when a live view is first used. */
export interface Aws {
  /**
   * Chooses where and as whom to ask, as the AWS CLI would; asks nothing yet. Rejects with a `Problem` where no region
   * is known (`no-region`, `bad-region`), the profile does not exist (`unknown-profile`), an endpoint is not safe
   * (`bad-endpoint`), or a file cannot be used (`bad-configuration`).
   */
  connect(options: ConnectOptions): Promise<Gateway>;
  /** Names of the profiles in the shared configuration files, sorted. Empty where there are none. */
  listProfiles(): Promise<readonly string[]>;
  /** Signing in with a profile. */
  readonly signIns: SignIns;
  /** The regions that have ECS, as far as this version knows. */
  readonly regions: readonly Region[];
}

export interface ConnectOptions {
  /** A profile of the shared configuration files; undefined for the environment's, or the default one. */
  readonly profile: string | undefined;
  /** A region's code; undefined to take it from the environment or the profile. */
  readonly region: string | undefined;
  /** An endpoint in place of AWS's own; https, or http on this machine. */
  readonly endpoint: string | undefined;
  /** Where sessions are opened in place of the host that AWS names; https, or http on this machine. */
  readonly sessionEndpoint?: string | undefined;
  readonly mfaCode: MfaCode;
  /**
   * What connections leave to those that follow: a role is assumed, and its code asked for, once for as long as it
   * lasts.
   */
  readonly kept?: KeptCredentials;
  /**
   * What connections leave to those that follow: how much may be asked now, of what AWS allows. Connecting anew is no
   * way to ask for more.
   */
  readonly buckets?: KeptBuckets;
  /** What the pace of calls is measured with; this computer's clock unless given. */
  readonly timing?: Timing;
  /** Whether the question that is put now is one that no user waits for: those of users go first. */
  readonly isUnasked?: () => boolean;
  /** Clusters, by name or ARN, that the user has named beside those that AWS lists; asked anew for each list. */
  readonly favourites?: () => readonly string[];
  /** Milliseconds after which what does not answer is given up, where they differ from this version's. */
  readonly limits?: Partial<Limits>;
  /**
   * Asked before each change and each session, so that nothing gets past it: why it may not be; undefined where it may.
   */
  readonly refuse?: (what: Refusable, connection: Connection) => Problem | undefined;
  /** Notes for the log channel; no secret is ever in them. */
  readonly log: (line: string) => void;
}

/**
 * Asks the user for the one-time code of a multi-factor device. When the signal is aborted, nobody needs it any more.
 */
export type MfaCode = (serial: string, signal: AbortSignal) => Promise<string>;

/** What may be asked of AWS, by kind. */
export type KeptBuckets = Map<string, object>;

/** Credentials of roles, under names in which no secret can be read. In memory only. */
export type KeptCredentials = Map<string, object>;

/** What read-only mode can refuse: changes in AWS, and sessions, which can change whatever the container may. */
export type Refusable = 'change' | 'session';
