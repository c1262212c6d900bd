import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentityProvider, Identity } from '@aws-sdk/types';
import { memoizeIdentityProvider } from '@smithy/core';
import { loadSharedConfigFiles } from '@smithy/core/config';
import { isProblem } from '../problem.ts';
import type { ConnectOptions } from './api.ts';
import { CredentialsFailure } from './errors.ts';

/** Settings of a profile that say where its credentials come from. */
const SOURCES = /^(aws_access_key_id|aws_secret_access_key|role_arn|source_profile|credential_source|credential_process|web_identity_token_file|login_session|sso_\w+)$/;
/** Milliseconds before their end at which credentials are not used any more. */
const MARGIN = 60_000;

/**
 * The credentials of a profile, or of the default chain. Rejects with a `CredentialsFailure`, or with a `Problem` where
 * the user gave no code.
 *
 * A profile that says where its credentials come from has those or none. In the SDK's chain a `credential_process` that
 * fails, or a role whose source is missing, is passed over for those of the machine, if it has any: another identity
 * than the chosen one, and in their absence no word of what went wrong.
 *
 * No region is given to the providers. They take the caller's for STS, and for IAM Identity Center that of the profile's
 * sign-in, over which one that is given would win (@aws-sdk/credential-provider-sso, `clientConfig.region`).
 */
export function credentialsOf({ profile, mfaCode }: Pick<ConnectOptions, 'profile' | 'mfaCode'>): AwsCredentialIdentityProvider {
  // What another program has renewed is read when it is asked for anew.
  const options = { mfaCodeProvider: mfaCode, ignoreCache: true, ...(profile !== undefined && { profile }) };
  const chain = fromNodeProviderChain(options);
  // Shared by the clients, so that the user is asked for a code once.
  const own = memoizeIdentityProvider(fromIni(options), isExpired, ({ expiration }) => expiration !== undefined);
  return async (properties) => {
    try {
      const provide = own !== undefined && profile !== undefined && (await saysWhere(profile)) ? own : chain;
      return await provide(properties);
    } catch (error) {
      throw isProblem(error) ? error : new CredentialsFailure(error);
    }
  };
}

function isExpired({ expiration }: Identity): boolean {
  return expiration !== undefined && expiration.getTime() - Date.now() < MARGIN;
}

async function saysWhere(profile: string): Promise<boolean> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  return Object.keys({ ...configFile[profile], ...credentialsFile[profile] }).some((setting) => SOURCES.test(setting));
}
