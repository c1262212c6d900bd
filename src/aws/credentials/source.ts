import { Problem } from '../../problem.ts';
import { sentence, type Text } from '../../text.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { Settings } from '../configuration/ini.ts';

/** An access key, and what belongs to it. Secret but for the id. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** Where credentials come from. */
export type Source =
  | { readonly kind: 'environment' | 'keys'; readonly keys: Keys }
  | ProcessSource
  | SsoSource
  | { readonly kind: 'login'; readonly profile: string; readonly session: string }
  | RoleSource
  | {
      readonly kind: 'web-identity';
      readonly tokenFile: string;
      readonly roleArn: string;
      readonly sessionName: string | undefined;
    }
  | { readonly kind: 'container' | 'instance' };

export interface ProcessSource {
  readonly kind: 'process';
  readonly profile: string;
  /** May hold secrets. */
  readonly command: string;
}

export interface SsoSource {
  readonly kind: 'sso';
  readonly profile: string;
  /** The name of the `sso-session`; undefined in the form without one, whose token cannot be renewed. */
  readonly session: string | undefined;
  readonly startUrl: string;
  /** Of the sign-in, not of the clusters. */
  readonly region: string;
  readonly accountId: string;
  readonly roleName: string;
}

export interface RoleSource {
  readonly kind: 'role';
  readonly profile: string;
  readonly roleArn: string;
  /** What the role is assumed with. */
  readonly from: Source;
  readonly mfaSerial: string | undefined;
  readonly externalId: string | undefined;
  readonly sessionName: string | undefined;
  /** Seconds; undefined for AWS's hour. */
  readonly duration: number | undefined;
}

/** Settings of a profile that say where its credentials come from. */
const SAYS_WHERE =
  /^(aws_access_key_id|aws_secret_access_key|role_arn|source_profile|credential_source|credential_process|web_identity_token_file|login_session|sso_\w+)$/;

/**
 * Where the AWS CLI would take the credentials from (botocore/credentials.py, `create_credential_resolver`). Throws a
 * `Problem` where a profile says where, but not completely: such a profile is never passed over for another identity.
 * In one case the CLI would do that, for an `sso_session` without account and role.
 */
export function sourceOf(configuration: Configuration): Source {
  const { environment, isChosen, profile } = configuration;
  if (!isChosen) {
    const keys = keysOf(
      (name) => environment[`AWS_${name}`],
      sentence('The environment variable AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not.'),
    );
    if (keys !== undefined) {
      return { kind: 'environment', keys };
    }
  }
  const source = roleOf(configuration, profile, [profile]) ?? ofProfile(configuration, profile, !isChosen);
  return source ?? machineOf(configuration);
}

/** Credentials of a profile other than those of a role; undefined where it says nothing of any. */
function ofProfile(configuration: Configuration, profile: string, withEnvironment: boolean): Source | undefined {
  const { files } = configuration;
  const settings = configuration.settingsOf(profile) ?? new Map<string, string>();
  const keysIn = (section: Settings | undefined): Source | undefined => {
    const keys = keysOf(
      (name) => section?.get(`aws_${name.toLowerCase()}`),
      sentence('The profile "{0}" has an aws_access_key_id, but no aws_secret_access_key.', profile),
    );
    return keys && { kind: 'keys', keys };
  };
  const command = settings.get('credential_process');
  const login = settings.get('login_session');
  const source =
    webIdentityOf(configuration, settings, profile, withEnvironment) ??
    ssoOf(configuration, settings, profile) ??
    keysIn(files.credentials.get(profile)) ??
    (login === undefined ? undefined : ({ kind: 'login', profile, session: login } as const)) ??
    (command === undefined ? undefined : ({ kind: 'process', profile, command } as const)) ??
    keysIn(files.config.get(profile));
  if (source === undefined && [...settings.keys()].some((name) => SAYS_WHERE.test(name))) {
    throw unusable(sentence('The credentials of profile "{0}" are not complete.', profile));
  }
  return source;
}

/**
 * The role of a profile; undefined where it has none, or has it by a web identity. `visited` ends a circle of profiles.
 */
function roleOf(configuration: Configuration, profile: string, visited: readonly string[]): RoleSource | undefined {
  const settings = configuration.settingsOf(profile) ?? new Map<string, string>();
  const roleArn = settings.get('role_arn');
  if (roleArn === undefined || settings.has('web_identity_token_file')) {
    return undefined;
  }
  const duration = Number(settings.get('duration_seconds'));
  return {
    kind: 'role',
    profile,
    roleArn,
    from: roleSourceOf(configuration, profile, settings, visited),
    mfaSerial: settings.get('mfa_serial'),
    externalId: settings.get('external_id'),
    sessionName: settings.get('role_session_name'),
    duration: Number.isInteger(duration) && duration > 0 ? duration : undefined,
  };
}

function roleSourceOf(
  configuration: Configuration,
  profile: string,
  settings: Settings,
  visited: readonly string[],
): Source {
  const named = settings.get('source_profile');
  const place = settings.get('credential_source');
  if (named !== undefined && place !== undefined) {
    throw unusable(sentence('The profile "{0}" has both a source_profile and a credential_source.', profile));
  }
  if (place !== undefined) {
    return ofPlace(configuration, profile, place);
  }
  if (named === undefined) {
    throw unusable(
      sentence('The profile "{0}" has a role_arn, but no source_profile and no credential_source.', profile),
    );
  }
  const source = configuration.settingsOf(named);
  if (source === undefined) {
    throw unusable(
      sentence(
        'The profile "{0}" has the source_profile "{1}", which is not in the AWS configuration files.',
        profile,
        named,
      ),
    );
  }
  const hasKeys = source.has('aws_access_key_id') || source.has('aws_secret_access_key');
  if (visited.includes(named) && !(named === profile && hasKeys)) {
    throw unusable(sentence('The source_profile of profile "{0}" leads back to "{1}".', profile, named));
  }
  const role = hasKeys ? undefined : roleOf(configuration, named, [...visited, named]);
  const found = role ?? ofProfile(configuration, named, false);
  if (found === undefined) {
    throw unusable(
      sentence('The profile "{0}" has no credentials. It is the source_profile of profile "{1}".', named, profile),
    );
  }
  return found;
}

/** A `credential_source`; its name is the same in capitals. */
function ofPlace(configuration: Configuration, profile: string, place: string): Source {
  switch (place.toLowerCase()) {
    case 'environment': {
      const missing = sentence(
        'The credential_source of profile "{0}" is Environment, but AWS_ACCESS_KEY_ID and ' +
          'AWS_SECRET_ACCESS_KEY are not both set.',
        profile,
      );
      const keys = keysOf((name) => configuration.environment[`AWS_${name}`], missing);
      if (keys === undefined) {
        throw unusable(missing);
      }
      return { kind: 'environment', keys };
    }
    case 'ecscontainer':
      return { kind: 'container' };
    case 'ec2instancemetadata':
      return { kind: 'instance' };
    default:
      throw unusable(
        sentence('The profile "{0}" has the credential_source "{1}", which does not exist.', profile, place),
      );
  }
}

function keysOf(valueOf: (name: string) => string | undefined, incomplete: Text): Keys | undefined {
  const accessKeyId = valueOf('ACCESS_KEY_ID');
  const secretAccessKey = valueOf('SECRET_ACCESS_KEY');
  // The older name goes first, as in botocore (`TOKENS`).
  const sessionToken = valueOf('SECURITY_TOKEN') ?? valueOf('SESSION_TOKEN');
  if (accessKeyId === undefined || accessKeyId === '') {
    return undefined;
  }
  if (secretAccessKey === undefined || secretAccessKey === '') {
    throw unusable(incomplete);
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && sessionToken !== '' && { sessionToken }) };
}

function webIdentityOf(
  { environment }: Configuration,
  settings: Settings,
  profile: string,
  withEnvironment: boolean,
): Source | undefined {
  const take = (variable: string, setting: string): string | undefined =>
    (withEnvironment ? environment[variable] : undefined) ?? settings.get(setting);
  const tokenFile = take('AWS_WEB_IDENTITY_TOKEN_FILE', 'web_identity_token_file');
  // An empty variable hides the setting, and names no file (botocore, `AssumeRoleWithWebIdentityProvider`).
  if (tokenFile === undefined || tokenFile === '') {
    return undefined;
  }
  const roleArn = take('AWS_ROLE_ARN', 'role_arn');
  if (roleArn === undefined || roleArn === '') {
    throw unusable(sentence('The profile "{0}" has a web identity, but no role_arn.', profile));
  }
  return { kind: 'web-identity', tokenFile, roleArn, sessionName: take('AWS_ROLE_SESSION_NAME', 'role_session_name') };
}

function ssoOf({ files }: Configuration, settings: Settings, profile: string): Source | undefined {
  const accountId = settings.get('sso_account_id');
  const roleName = settings.get('sso_role_name');
  if (accountId === undefined && roleName === undefined) {
    return undefined;
  }
  const session = settings.get('sso_session');
  const section = session === undefined ? settings : files.ssoSessions.get(session);
  if (section === undefined) {
    throw unusable(
      sentence(
        'The profile "{0}" has the sso_session "{1}", which is not in the AWS configuration file.',
        profile,
        session ?? '',
      ),
    );
  }
  const startUrl = section.get('sso_start_url');
  const region = section.get('sso_region');
  for (const [name, value] of [
    ['sso_account_id', accountId],
    ['sso_role_name', roleName],
    ['sso_start_url', startUrl],
    ['sso_region', region],
  ] as const) {
    if (value === undefined) {
      throw unusable(sentence('The profile "{0}" needs {1} to sign in.', profile, name));
    }
  }
  return {
    kind: 'sso',
    profile,
    session,
    startUrl: startUrl ?? '',
    region: region ?? '',
    accountId: accountId ?? '',
    roleName: roleName ?? '',
  };
}

function machineOf({ environment }: Configuration): Source {
  const isContainer =
    environment.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI !== undefined ||
    environment.AWS_CONTAINER_CREDENTIALS_FULL_URI !== undefined;
  return { kind: isContainer ? 'container' : 'instance' };
}

function unusable(what: Text): Problem {
  return new Problem(
    'unusable-profile',
    what,
    sentence('Select another profile, or complete this one in the AWS configuration files.'),
  );
}
