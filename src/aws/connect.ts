import { ECSClient } from '@aws-sdk/client-ecs';
import { KMSClient } from '@aws-sdk/client-kms';
import { SSMClient } from '@aws-sdk/client-ssm';
import { loadSharedConfigFiles } from '@smithy/core/config';
import { Problem } from '../problem.ts';
import { text } from '../text.ts';
import type { Connection, ConnectOptions, Ecs } from './api.ts';
import { credentialsOf } from './credentials.ts';
import { SdkEcs } from './ecs.ts';
import { endpointsFor } from './endpoint.ts';

/** See `Aws.connect` in api.ts. */
export async function connect({ profile, region, endpoint, mfaCode, log }: ConnectOptions): Promise<Ecs> {
  const endpoints = endpointsFor(endpoint);
  // Always, for it makes the SDK forget what it has read of these files before: the region may have been added since.
  const profiles = await listProfiles();
  if (profile !== undefined && !profiles.includes(profile)) {
    throw new Problem(
      'unknown-profile',
      text('There is no profile “{0}” in the AWS configuration files.', profile),
      text('Select another profile, or add this one.'),
    );
  }
  const shared = {
    credentials: credentialsOf({ profile, mfaCode }),
    ...(profile !== undefined && { profile }),
    ...(region !== undefined && { region }),
  };
  const at = (address: string | undefined) => ({ ...shared, ...(address !== undefined && { endpoint: address }) });
  const ecs = new ECSClient(at(endpoints.ecs));
  const connection: Connection = { profile, region: await resolveRegion(ecs, profile), endpoint };
  return new SdkEcs({ ecs, ssm: new SSMClient(at(endpoints.others)), kms: new KMSClient(at(endpoints.others)) }, connection, log);
}

/** See `Aws.listProfiles` in api.ts. */
export async function listProfiles(): Promise<readonly string[]> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const names = new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)]);
  // The configuration file's other kinds of section, `sso-session x` and `services x`, come with their kind in the name.
  return [...names].filter((name) => !/^(sso-session|services)\./.test(name)).sort((a, b) => a.localeCompare(b));
}

async function resolveRegion(client: ECSClient, profile: string | undefined): Promise<string> {
  let cause: unknown;
  try {
    const region = await client.config.region();
    if (region !== '') {
      return region;
    }
  } catch (error) {
    cause = error;
  }
  const [, unusable] = cause instanceof Error ? (/^Region not accepted: region="(.*?)"/.exec(cause.message) ?? []) : [];
  if (unusable !== undefined) {
    throw new Problem('bad-region', text('“{0}” is not the name of an AWS region.', unusable), text('Select a region.'), cause);
  }
  throw new Problem(
    'no-region',
    profile === undefined ? text('No AWS region is set.') : text('The profile “{0}” names no region.', profile),
    text('Select a region.'),
    cause,
  );
}
