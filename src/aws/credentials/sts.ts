import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/nested-clients/sts';
import { clientConfig } from '../configuration/client-config.ts';
import { expanded } from '../configuration/files.ts';
import type { Inquiry } from './inquiry.ts';
import type { Keys, RoleSource, Source } from './source.ts';

/** The keys of a role, assumed with others. Rejects with the SDK's error. */
export async function assumeRole(source: RoleSource, from: Keys, inquiry: Inquiry): Promise<Keys> {
  const { mfaSerial } = source;
  const code = mfaSerial === undefined ? undefined : await inquiry.mfaCode(mfaSerial, inquiry.signal);
  const { Credentials } = await sts(inquiry, from).send(
    new AssumeRoleCommand({
      RoleArn: source.roleArn,
      RoleSessionName: source.sessionName ?? sessionName(),
      ExternalId: source.externalId,
      DurationSeconds: source.duration,
      SerialNumber: mfaSerial,
      TokenCode: code,
    }),
    { abortSignal: inquiry.signal },
  );
  return keysOf(Credentials);
}

/** The keys of a role that a token in a file stands for. Rejects with the SDK's error, or Node's. */
export async function assumeRoleWithToken(
  { tokenFile, roleArn, sessionName: name }: Source & { readonly kind: 'web-identity' },
  inquiry: Inquiry,
): Promise<Keys> {
  const token = await readFile(expanded(tokenFile, inquiry.configuration.environment), 'utf8');
  const { Credentials } = await sts(inquiry, undefined).send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: roleArn,
      RoleSessionName: name ?? sessionName(),
      WebIdentityToken: token,
    }),
    { abortSignal: inquiry.signal },
  );
  return keysOf(Credentials);
}

/**
 * A name for what a role and its source are, in which no secret can be read. Other keys in the files make it another.
 */
export function nameOfRole(source: RoleSource): string {
  const parts = (each: Source): unknown => {
    switch (each.kind) {
      case 'environment':
      case 'keys':
        return [each.kind, each.keys.accessKeyId];
      case 'role':
        return [
          each.profile,
          each.roleArn,
          each.mfaSerial,
          each.externalId,
          each.sessionName,
          each.duration,
          parts(each.from),
        ];
      default:
        return each;
    }
  };
  return createHash('sha256')
    .update(JSON.stringify(parts(source)))
    .digest('hex');
}

function sts({ configuration, region, requests }: Inquiry, credentials: Keys | undefined): STSClient {
  // Without keys of its own it would look for some: a question with a web identity is not signed.
  return new STSClient({
    ...clientConfig(configuration, 'sts', region, requests),
    credentials: credentials ?? { accessKeyId: '', secretAccessKey: '' },
  });
}

function sessionName(): string {
  return `ecs-exec-${Date.now()}`;
}

function keysOf(
  answer:
    | {
        AccessKeyId?: string | undefined;
        SecretAccessKey?: string | undefined;
        SessionToken?: string | undefined;
        Expiration?: Date | undefined;
      }
    | undefined,
): Keys {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined) {
    throw new Error('AWS STS answered without keys.');
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(SessionToken !== undefined && { sessionToken: SessionToken }),
    ...(Expiration !== undefined && { expiration: Expiration }),
  };
}
