import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import type { ConnectOptions, Refusable } from '../api/aws.ts';
import type { Connection } from '../api/connection.ts';
import type { Gateway } from '../api/gateway.ts';
import { certificates } from '../configuration/certificates.ts';
import { clientConfig } from '../configuration/client-config.ts';
import { Configuration, type ServiceId } from '../configuration/configuration.ts';
import { accountOf } from '../credentials/account.ts';
import { sourceOf } from '../credentials/source.ts';
import { CredentialStore } from '../credentials/store.ts';
import { isSafe } from '../endpoint.ts';
import { HttpRequests } from '../http.ts';
import { LIMITS } from '../limits.ts';
import { regions } from '../regions.ts';
import { createGateway } from './gateway.ts';
import { Pace } from './pace.ts';

/** See `Aws.connect` in api/aws.ts. */
export async function connect({
  profile,
  region,
  endpoint,
  sessionEndpoint,
  mfaCode,
  kept = new Map(),
  buckets = new Map(),
  timing,
  isUnasked = () => false,
  favourites = () => [],
  limits: given,
  refuse,
  log,
}: ConnectOptions): Promise<Gateway> {
  const choice = { profile, region, endpoint };
  if (sessionEndpoint !== undefined && !isSafe(sessionEndpoint)) {
    throw new Problem(
      'bad-endpoint',
      sentence('The endpoint of sessions in the settings cannot be used.'),
      sentence('Set ecs-exec.ssmmessagesEndpoint to an https address, or leave it empty.'),
    );
  }
  const configuration = await Configuration.read(choice);
  const where = regionOf(configuration);
  const limits = { ...LIMITS, ...given };
  const ca = await certificates(configuration);
  const requests = new HttpRequests({ limits, ca });
  const store = new CredentialStore({ choice, region: where.region, requests, limits, mfaCode, kept });
  const useFips = configuration.useFips || where.isFips;
  const of = (service: ServiceId, standIn?: string) =>
    clientConfig(configuration, service, where.region, requests, useFips, standIn);
  const configs = { ecs: of('ecs'), ssm: of('ssm'), kms: of('kms'), scaling: of('application_auto_scaling') };
  const connection = {
    profile: configuration.profile,
    ...credentialsOf(configuration),
    region: where.region,
    regionName: regions.find(({ code }) => code === where.region)?.name,
    endpoint: configuration.endpoint('ecs'),
  };
  const refusal = (what: Refusable) => refuse?.(what, connection);
  const logsConfig = of('cloudwatch_logs');
  const aroundConfigs = { iam: of('iam'), sts: of('sts', configuration.standIn), ec2: of('ec2'), s3: of('s3') };
  // AWS counts by account; two profiles whose accounts are not known may well be of one.
  const whose = connection.account ?? connection.profile;
  const pace = new Pace(buckets, [whose, connection.region, connection.endpoint].join(' '), timing);
  return createGateway({
    configs,
    logsConfig,
    aroundConfigs,
    store,
    requests,
    connection,
    ca,
    sessionEndpoint,
    refusal,
    favourites,
    pace,
    isUnasked,
    log,
  });
}

/** A region's code as it stands in hosts' names, or with `fips` at its beginning or end, as in the SDKs. */
function regionOf(configuration: Configuration): { readonly region: string; readonly isFips: boolean } {
  const { region, profile, environment, isChosen } = configuration;
  if (region === undefined) {
    const isNamed = isChosen || (environment.AWS_PROFILE ?? environment.AWS_DEFAULT_PROFILE ?? '') !== '';
    throw new Problem(
      'no-region',
      isNamed ? sentence('The profile "{0}" does not have a region.', profile) : sentence('No AWS region is set.'),
      sentence('Select a region.'),
    );
  }
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(region)) {
    throw new Problem(
      'bad-region',
      sentence('"{0}" is not the name of an AWS region.', region),
      sentence('Select a region.'),
    );
  }
  const real = region.replace(/^fips-|-fips$/, '');
  return { region: real, isFips: real !== region };
}

function credentialsOf(configuration: Configuration): Pick<Connection, 'credentials' | 'account'> {
  try {
    const source = sourceOf(configuration);
    return { credentials: source.kind, account: accountOf(source, configuration) };
  } catch {
    // The first question tells why, with the profile's name.
    return { credentials: undefined, account: undefined };
  }
}
