/** What gives credentials; the machine is a container, or an EC2 instance. */
export type CredentialsKind =
  'environment' | 'keys' | 'process' | 'sso' | 'login' | 'role' | 'web-identity' | 'container' | 'instance';

export interface Connection {
  /** The profile whose settings hold: the chosen one, else that of `AWS_PROFILE`, else `default`. */
  readonly profile: string;
  /** What gives the credentials; undefined where the profile is incomplete, as every question will say. */
  readonly credentials: CredentialsKind | undefined;
  readonly region: string;
  /** AWS's name for the region; undefined for one that this version does not know. */
  readonly regionName?: string | undefined;
  /** The account, twelve digits, where the configuration tells it. */
  readonly account?: string | undefined;
  /** An endpoint in place of AWS's own, for the simulator. */
  readonly endpoint: string | undefined;
}
