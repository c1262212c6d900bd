import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, sep } from 'node:path';
import { isProblem, Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import { MalformedIni, parseIni, type Settings } from './ini.ts';
import { shellWords } from './shell-words.ts';

/** Variables of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the two shared configuration files say. */
export interface SharedFiles {
  /** By name; of the two files together, where the credentials file wins. */
  readonly profiles: ReadonlyMap<string, Settings>;
  /**
   * Profiles as the credentials file alone has them: its keys go before a `credential_process`, those of the other
   * after.
   */
  readonly credentials: ReadonlyMap<string, Settings>;
  /** Profiles as the configuration file alone has them: what belongs to a key is not looked for in the other file. */
  readonly config: ReadonlyMap<string, Settings>;
  readonly ssoSessions: ReadonlyMap<string, Settings>;
  /** Endpoints of services, by the name of their section. */
  readonly services: ReadonlyMap<string, Settings>;
}

/** Bytes of a configuration file that are read. Those of organizations with thousands of profiles have a megabyte. */
const LARGEST_FILE = 16 * 1024 * 1024;

/**
 * Reads `~/.aws/config` and `~/.aws/credentials`, or what `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE` name in
 * their place. A file that is not there is empty. Rejects with a `Problem` (`bad-configuration`) where the AWS CLI
 * would take none of it either.
 *
 * What a header means is botocore's rule (configloader.py, `build_profile_map`): in the configuration file it is
 * `default`, or a kind and a name as a shell would split them, so that a name with a space needs quotes. In the
 * credentials file it is the name of a profile to the letter, `profile x` included.
 */
export async function readSharedFiles(environment: Environment): Promise<SharedFiles> {
  const config = await sectionsOf(environment, environment.AWS_CONFIG_FILE, 'config');
  const credentials = await sectionsOf(environment, environment.AWS_SHARED_CREDENTIALS_FILE, 'credentials');
  const ofConfig = new Map<string, Settings>();
  const ssoSessions = new Map<string, Settings>();
  const services = new Map<string, Settings>();
  for (const [header, settings] of config) {
    const kind = /^(profile|sso-session|services)/.exec(header)?.[1];
    const name = kind === undefined ? undefined : secondOfTwo(header);
    if (header === 'default') {
      ofConfig.set(header, settings);
    } else if (name !== undefined) {
      (kind === 'profile' ? ofConfig : kind === 'services' ? services : ssoSessions).set(name, settings);
    }
  }
  const profiles = new Map(ofConfig);
  for (const [name, settings] of credentials) {
    profiles.set(name, new Map([...(profiles.get(name) ?? []), ...settings]));
  }
  return { profiles, credentials, config: ofConfig, ssoSessions, services };
}

/** The user's home, as the AWS CLI finds it: the root where the variable is empty, and never the current folder. */
export function homeOf(environment: Environment): string {
  const home = process.platform === 'win32' ? environment.USERPROFILE : environment.HOME;
  return home === '' ? sep : (home ?? homedir());
}

/** A path as the AWS CLI takes it: with variables, and `~` for the home. */
export function expanded(path: string, environment: Environment): string {
  return path
    .replace(
      /\$(?:\{(\w+)\}|(\w+))/g,
      (written, braced?: string, bare?: string) => environment[braced ?? bare ?? ''] ?? written,
    )
    .replace(/^~(?=[/\\]|$)/, () => homeOf(environment));
}

function secondOfTwo(header: string): string | undefined {
  const words = shellWords(header);
  return words?.length === 2 ? words[1] : undefined;
}

async function sectionsOf(
  environment: Environment,
  named: string | undefined,
  standard: string,
): Promise<ReadonlyMap<string, Settings>> {
  // A name that is empty is that of no file, as for the AWS CLI, and does not lead back to the standard one.
  const path = named === undefined ? join(homeOf(environment), '.aws', standard) : expanded(named, environment);
  try {
    const about = await stat(path);
    // What is no file is as good as not there for the AWS CLI (`os.path.isfile`); a device may never end.
    if (!about.isFile()) {
      return new Map();
    }
    if (about.size > LARGEST_FILE) {
      throw unreadable(path, sentence('It is larger than 16 MiB.'));
    }
    return parseIni(await readFile(path, 'utf8'));
  } catch (error) {
    if (isProblem(error)) {
      throw error;
    }
    if (error instanceof MalformedIni) {
      throw unreadable(
        path,
        sentence('Fix line {0}: it is not a setting, or its section or setting is there twice.', error.line),
      );
    }
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return new Map();
    }
    throw unreadable(path, sentence('Check its permissions ({0}).', String(code)));
  }
}

function unreadable(path: string, nextStep: ReturnType<typeof sentence>): Problem {
  return new Problem('bad-configuration', sentence('The AWS configuration file {0} cannot be read.', path), nextStep);
}
