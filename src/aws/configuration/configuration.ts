import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import { type Endpoints, endpointsFor, isSafe } from '../endpoint.ts';
import { type Environment, readSharedFiles, type SharedFiles } from './files.ts';
import { parseNested, type Settings } from './ini.ts';

/** The services that are asked, or that credentials come from, by the names that botocore makes of their ids. */
export type ServiceId =
  | 'ecs'
  | 'ssm'
  | 'kms'
  | 'cloudwatch_logs'
  | 'application_auto_scaling'
  | 'sts'
  | 'iam'
  | 'ec2'
  | 's3'
  | 'sso'
  | 'sso_oidc'
  | 'signin';

/** The services beside Amazon ECS that are asked, and give no credentials. */
const ASKED: ReadonlySet<ServiceId> = new Set<ServiceId>([
  'ssm',
  'kms',
  'cloudwatch_logs',
  'application_auto_scaling',
  'iam',
  'ec2',
  's3',
]);

/** What the user chose in the settings. */
export interface Choice {
  readonly profile: string | undefined;
  readonly region: string | undefined;
  readonly endpoint: string | undefined;
}

/**
 * Where and as whom to ask: everything that the AWS CLI would take from the settings (its options), the environment and
 * the shared configuration files. The SDK is handed all of it, so that it takes nothing from elsewhere: it reads some
 * settings from another profile than the chosen one, and some files otherwise.
 */
export class Configuration {
  /** The name of the profile whose settings hold: the chosen one, else that of the environment, else `default`. */
  readonly profile: string;
  /**
   * Whether the user chose the profile: then nothing of the environment's credentials is taken, as with `--profile`.
   */
  readonly isChosen: boolean;
  readonly environment: Environment;
  readonly files: SharedFiles;
  /** Undefined where none is named. */
  readonly region: string | undefined;
  /** A file with the certificates that are trusted, in place of the system's. */
  readonly caBundle: string | undefined;
  readonly useFips: boolean;
  readonly useDualStack: boolean;
  readonly #settings: Settings;
  readonly #endpoints: Endpoints;
  readonly #ignoresEndpoints: boolean;

  private constructor(choice: Choice, environment: Environment, files: SharedFiles) {
    const named = choice.profile ?? inUse(environment.AWS_PROFILE) ?? inUse(environment.AWS_DEFAULT_PROFILE);
    this.profile = named ?? 'default';
    this.isChosen = choice.profile !== undefined;
    this.environment = environment;
    this.files = files;
    const settings = files.profiles.get(this.profile);
    if (settings === undefined && named !== undefined) {
      throw unknownProfile(named, this.isChosen);
    }
    this.#settings = settings ?? new Map<string, string>();
    // The order of the AWS CLI 2: its options, the environment, the profile.
    this.region =
      choice.region ??
      inUse(environment.AWS_REGION) ??
      inUse(environment.AWS_DEFAULT_REGION) ??
      inUse(this.#settings.get('region'));
    this.caBundle = this.#variable('AWS_CA_BUNDLE', 'ca_bundle');
    this.useFips = this.#isOn('AWS_USE_FIPS_ENDPOINT', 'use_fips_endpoint');
    this.useDualStack = this.#isOn('AWS_USE_DUALSTACK_ENDPOINT', 'use_dualstack_endpoint');
    this.#ignoresEndpoints = this.#isOn('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'ignore_configured_endpoint_urls');
    this.#endpoints = endpointsFor(choice.endpoint);
  }

  /**
   * Reads the files anew. Rejects with a `Problem`: `bad-configuration` where a file cannot be used, `unknown-profile`,
   * or `bad-endpoint` for that of the settings.
   */
  static async read(choice: Choice, environment: Environment = process.env): Promise<Configuration> {
    return new Configuration(choice, environment, await readSharedFiles(environment));
  }

  /** What stands in for all of AWS by the settings, as a simulator does, except for where credentials come from. */
  get standIn(): string | undefined {
    return this.#endpoints.others;
  }

  /**
   * The endpoint of a service in place of AWS's own, which is undefined. The order is botocore's
   * (`ConfiguredEndpointProvider`): the variable of the service, the variable for all, the profile's `services`, the
   * profile. Throws a `Problem` where it is not safe, or the `services` section is missing.
   */
  endpoint(service: ServiceId): string | undefined {
    const chosen = service === 'ecs' ? this.#endpoints.ecs : ASKED.has(service) ? this.#endpoints.others : undefined;
    if (chosen !== undefined || this.#ignoresEndpoints) {
      return chosen;
    }
    const isSet = ({ endpoint }: { readonly endpoint: string | undefined }): boolean => endpoint !== undefined;
    const found =
      [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, 'AWS_ENDPOINT_URL']
        .map((name) => this.#fromEnvironment(name))
        .find(isSet) ?? this.#fromProfile(service).find(isSet);
    if (found?.endpoint !== undefined && !isSafe(found.endpoint)) {
      throw new Problem(
        'bad-endpoint',
        sentence('The endpoint in {0} cannot be used.', found.where),
        sentence('It must be an https address, or http on this computer.'),
      );
    }
    return found?.endpoint;
  }

  /** The settings of a profile; undefined where there is no such profile. */
  settingsOf(profile: string): Settings | undefined {
    return profile === this.profile ? this.#settings : this.files.profiles.get(profile);
  }

  /**
   * Where the metadata service of an EC2 instance is asked for credentials, and whether without a token where it gives
   * none; undefined where it is not to be asked. Botocore's variables and settings (`InstanceMetadataFetcher`). Throws
   * a `Problem` where the address cannot be one.
   */
  get instanceMetadata(): { readonly endpoint: URL; readonly allowsV1: boolean } | undefined {
    if (this.environment.AWS_EC2_METADATA_DISABLED?.toLowerCase() === 'true') {
      return undefined;
    }
    const mode = this.#variable('AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE', 'ec2_metadata_service_endpoint_mode');
    const usual = mode?.toLowerCase() === 'ipv6' ? 'http://[fd00:ec2::254]' : 'http://169.254.169.254';
    const address = this.#variable('AWS_EC2_METADATA_SERVICE_ENDPOINT', 'ec2_metadata_service_endpoint') ?? usual;
    const endpoint = URL.canParse(address) ? new URL(address) : undefined;
    if (endpoint === undefined || !/^https?:$/.test(endpoint.protocol)) {
      throw new Problem(
        'bad-endpoint',
        sentence('The endpoint in {0} cannot be used.', 'ec2_metadata_service_endpoint'),
        sentence('It must be an http or https address.'),
      );
    }
    return { endpoint, allowsV1: !this.#isOn('AWS_EC2_METADATA_V1_DISABLED', 'ec2_metadata_v1_disabled') };
  }

  /** How often a request is tried at most; undefined for the SDK's own number. */
  get maxAttempts(): number | undefined {
    const written = Number(this.#variable('AWS_MAX_ATTEMPTS', 'max_attempts'));
    return Number.isInteger(written) && written > 0 ? Math.min(written, MOST_ATTEMPTS) : undefined;
  }

  #variable(name: string, setting: string): string | undefined {
    return inUse(this.environment[name]) ?? inUse(this.#settings.get(setting));
  }

  /** A switch is on with `true`, in capitals or not, and with nothing else (botocore, `ensure_boolean`). */
  #isOn(name: string, setting: string): boolean {
    return this.#variable(name, setting)?.toLowerCase() === 'true';
  }

  #fromEnvironment(name: string): { readonly where: string; readonly endpoint: string | undefined } {
    return { where: name, endpoint: inUse(this.environment[name]) };
  }

  #fromProfile(service: ServiceId): readonly { readonly where: string; readonly endpoint: string | undefined }[] {
    const name = inUse(this.#settings.get('services'));
    const section = name === undefined ? undefined : this.files.services.get(name);
    if (name !== undefined && section === undefined) {
      throw new Problem(
        'unusable-profile',
        sentence(
          'The profile "{0}" has the services section "{1}", which is not in the AWS configuration file.',
          this.profile,
          name,
        ),
        sentence('Select another profile, or add the section.'),
      );
    }
    return [
      {
        where: `services ${name ?? ''}`,
        endpoint: inUse(parseNested(section?.get(service) ?? '').get('endpoint_url')),
      },
      { where: `profile ${this.profile}`, endpoint: inUse(this.#settings.get('endpoint_url')) },
    ];
  }
}

/** Tries of one request, however many the configuration asks for. */
const MOST_ATTEMPTS = 10;

/** Names of the profiles in the shared configuration files, sorted. */
export async function profileNames(environment: Environment = process.env): Promise<readonly string[]> {
  const { profiles } = await readSharedFiles(environment);
  return [...profiles.keys()].sort((a, b) => a.localeCompare(b));
}

/** A variable that is set to nothing counts as not set. */
function inUse(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

function unknownProfile(name: string, isChosen: boolean): Problem {
  return new Problem(
    'unknown-profile',
    isChosen
      ? sentence('There is no profile "{0}" in the AWS configuration files.', name)
      : sentence(
          'There is no profile "{0}" in the AWS configuration files. The environment variable AWS_PROFILE names it.',
          name,
        ),
    sentence('Select another profile, or add this one.'),
  );
}
