import type { CredentialsKind } from './connection.ts';

/** Signing in with a profile of the shared configuration files, so that its credentials can be had again. */
export interface SignIns {
  /**
   * What signing in with a profile takes; undefined for the environment's profile, or the default one. Asks nothing of
   * AWS. Rejects with a `Problem` where the profile does not exist, or is not complete (`unknown-profile`,
   * `unusable-profile`, `bad-configuration`, `sign-in/address`).
   */
  plan(profile: string | undefined): Promise<SignInPlan>;
  /**
   * Signs in to IAM Identity Center, and keeps the sign-in where the AWS CLI and the SDKs look for it. Rejects with a
   * `Problem`, or with the signal's reason; then nothing is kept, and nobody is asked any more.
   */
  signIn(plan: SsoPlan, options: SignInOptions): Promise<void>;
}

export type SignInPlan = SsoPlan | CommandPlan | NoPlan;

/** The user signs in in a browser, and a program waits for it. */
export interface SsoPlan {
  readonly kind: 'sso';
  /** Which has the role; of a role that is assumed, the profile at the bottom. */
  readonly profile: string;
  /** The name of the `sso-session`; undefined in the form without one. */
  readonly session: string | undefined;
  /** An https address. */
  readonly startUrl: string;
  /** Of the sign-in, not of the clusters. */
  readonly region: string;
  readonly scopes: readonly string[];
}

/** Only a command of the AWS CLI can do it. */
export interface CommandPlan {
  readonly kind: 'command';
  readonly profile: string;
  /** As a shell takes it. No secret is in it. */
  readonly command: string;
}

/** There is nothing to sign in to. */
export interface NoPlan {
  readonly kind: 'none';
  readonly profile: string;
  readonly credentials: CredentialsKind;
  /** Of a `credential_process`: its name, without the folder and without arguments. */
  readonly program: string | undefined;
}

/** What a user is asked to open. */
export interface Invitation {
  /** An https address; http on this computer where an endpoint of one's own stands in for AWS. */
  readonly url: string;
  /** The code that the page must show; undefined where the page leads back by itself. */
  readonly userCode: string | undefined;
}

export interface SignInOptions {
  /** Whether a browser that the user has can reach 127.0.0.1 of this computer. */
  readonly hasCallback: boolean;
  /** Opens the page. Resolves when the user has been sent there; a rejection ends the sign-in. */
  readonly invite: (invitation: Invitation) => Promise<void>;
  readonly signal: AbortSignal;
  /** Notes for the log channel; no secret is ever in them. */
  readonly log: (line: string) => void;
}
