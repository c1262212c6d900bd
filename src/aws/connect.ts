import { readFile } from 'node:fs/promises';
import { ECSClient } from '@aws-sdk/client-ecs';
import { KMSClient } from '@aws-sdk/client-kms';
import { SSMClient } from '@aws-sdk/client-ssm';
import { Problem } from '../problem.ts';
import { text } from '../text.ts';
import type { ConnectOptions, CredentialsKind, Ecs } from './api.ts';
import { clientConfig } from './clients.ts';
import { Configuration } from './configuration/configuration.ts';
import { expanded } from './configuration/files.ts';
import { sourceOf } from './credentials/source.ts';
import { CredentialStore } from './credentials/store.ts';
import { SdkEcs } from './ecs.ts';
import { isSafe } from './endpoint.ts';
import { HttpRequests } from './http.ts';
import { LIMITS } from './limits.ts';

type EndpointProvider = (parameters: { Region: string; UseFIPS: boolean; UseDualStack: boolean }) => {
  readonly url: URL;
};

/** See `Aws.connect` in api.ts. */
export async function connect({
  profile,
  region,
  endpoint,
  sessionEndpoint,
  mfaCode,
  kept = new Map(),
  limits: given,
  log,
}: ConnectOptions): Promise<Ecs> {
  const choice = { profile, region, endpoint };
  if (sessionEndpoint !== undefined && !isSafe(sessionEndpoint)) {
    throw new Problem(
      'bad-endpoint',
      text('The endpoint of sessions in the settings cannot be used.'),
      text('Set ecs-exec.ssmmessagesEndpoint to an https address, or leave it empty.'),
    );
  }
  const configuration = await Configuration.read(choice);
  const where = regionOf(configuration);
  const limits = { ...LIMITS, ...given };
  const ca = await certificates(configuration);
  const requests = new HttpRequests({ limits, ca });
  const store = new CredentialStore({ choice, region: where.region, requests, limits, mfaCode, kept });
  // `memoized` tells the SDK that it need not keep them: else it would, also where they are renewed here.
  const credentials = Object.assign(() => store.held(), { memoized: true });
  const of = (service: 'ecs' | 'ssm' | 'kms') => ({
    ...clientConfig(configuration, service, where.region, requests, configuration.useFips || where.isFips),
    credentials,
  });
  const clients = { ecs: new ECSClient(of('ecs')), ssm: new SSMClient(of('ssm')), kms: new KMSClient(of('kms')) };
  const hosts = {
    ecs: hostOf(of('ecs'), clients.ecs.config.endpointProvider),
    ssm: hostOf(of('ssm'), clients.ssm.config.endpointProvider),
    kms: hostOf(of('kms'), clients.kms.config.endpointProvider),
  };
  const connection = {
    profile: configuration.profile,
    credentials: kindOf(configuration),
    region: where.region,
    endpoint: configuration.endpoint('ecs'),
  };
  return new SdkEcs({ clients, hosts, store, requests, connection, ca, sessionEndpoint, log });
}

/** The host that a client of this configuration asks: that of its endpoint, or AWS's own. */
function hostOf(
  { endpoint, region, useFipsEndpoint, useDualstackEndpoint }: ReturnType<typeof clientConfig>,
  provide: EndpointProvider,
): string {
  const url =
    endpoint === undefined
      ? provide({ Region: region, UseFIPS: useFipsEndpoint, UseDualStack: useDualstackEndpoint }).url
      : new URL(endpoint);
  return url.host;
}

/** A region's code as it stands in hosts' names, or with `fips` at its beginning or end, as in the SDKs. */
function regionOf(configuration: Configuration): { readonly region: string; readonly isFips: boolean } {
  const { region, profile, environment, isChosen } = configuration;
  if (region === undefined) {
    const isNamed = isChosen || (environment.AWS_PROFILE ?? environment.AWS_DEFAULT_PROFILE ?? '') !== '';
    throw new Problem(
      'no-region',
      isNamed ? text('The profile “{0}” names no region.', profile) : text('No AWS region is set.'),
      text('Select a region.'),
    );
  }
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(region)) {
    throw new Problem('bad-region', text('“{0}” is not the name of an AWS region.', region), text('Select a region.'));
  }
  const real = region.replace(/^fips-|-fips$/, '');
  return { region: real, isFips: real !== region };
}

/** In place of those of the system, as for the AWS CLI. Rejects with a `Problem` where there are none in the file. */
async function certificates({ caBundle, environment }: Configuration): Promise<string | undefined> {
  if (caBundle === undefined) {
    return undefined;
  }
  const pem = await readFile(expanded(caBundle, environment), 'utf8').catch(() => undefined);
  if (pem?.includes('-----BEGIN') !== true) {
    throw new Problem(
      'bad-ca-bundle',
      text('There are no certificates in {0}, which AWS_CA_BUNDLE or ca_bundle names.', caBundle),
      text('Name a file with certificates in PEM form, or leave it out.'),
    );
  }
  return pem;
}

function kindOf(configuration: Configuration): CredentialsKind | undefined {
  try {
    return sourceOf(configuration).kind;
  } catch {
    // The first question tells why, with the profile's name.
    return undefined;
  }
}
